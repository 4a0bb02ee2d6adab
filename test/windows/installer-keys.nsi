; The smallest installer that takes assets/installer.nsh in as electron-builder's does, to see what it leaves in the
; registry. Made by `makensis -DOUT=FILE`; electron-builder's own needs tools that it downloads.
Target amd64-unicode
Unicode true
Name "Permit Loader"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Permit Loader"
RequestExecutionLevel user
SilentInstall silent
SilentUnInstall silent
!define APP_EXECUTABLE_FILENAME "Permit Loader.exe"
!include "..\..\assets\installer.nsh"

Section
  SetShellVarContext current
  SetOutPath "$INSTDIR"
  !insertmacro customInstall
  WriteUninstaller "$INSTDIR\uninstall.exe"
SectionEnd

Section un.install
  SetShellVarContext current
  !insertmacro customUnInstall
SectionEnd
