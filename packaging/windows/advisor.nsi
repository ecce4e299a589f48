; The Windows installer: for one person, without administrator rights.
; On Windows, after "py -3 dev.py build": makensis packaging\windows\advisor.nsi
; Not yet tried on Windows itself; the program folder must have been built there.
Target amd64-unicode
Unicode true
!ifndef VERSION
  !define VERSION "0.1.0"
!endif
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Advisor"

Name "Advisor"
OutFile "..\..\dist\advisor-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\Advisor"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles
LoadLanguageFile "${NSISDIR}\Contrib\Language files\Spanish.nlf"
LoadLanguageFile "${NSISDIR}\Contrib\Language files\English.nlf"

Section "Advisor"
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\_internal"
  File /r "..\..\dist\advisor\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Advisor.lnk" "$INSTDIR\advisor-app.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "Advisor"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
SectionEnd

; The workspaces lie elsewhere, in the local data folder, and are never touched.
Section "Uninstall"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\advisor-app.exe"
  Delete "$INSTDIR\advisor-cli.exe"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Advisor.lnk"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
