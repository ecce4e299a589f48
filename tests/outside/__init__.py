"""The program as another program sees it: on a real screen, through the accessibility bus."""
