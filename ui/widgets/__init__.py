"""The bricks that screens are built from."""

from ui.widgets.basic import Banner, Card, Column, EmptyState, button, label
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.date import DateEdit
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons, FlowLayout
from ui.widgets.icons import IconLabel, icon, set_icon
from ui.widgets.money import MoneyEdit, NumberEdit

__all__ = [
    "Banner",
    "Card",
    "ChoiceGroup",
    "ChoiceList",
    "Column",
    "DateEdit",
    "EmptyState",
    "Field",
    "FlowButtons",
    "FlowLayout",
    "IconLabel",
    "MoneyEdit",
    "NumberEdit",
    "button",
    "icon",
    "label",
    "set_icon",
]
