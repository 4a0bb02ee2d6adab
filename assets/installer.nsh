; Offers Permit Loader under "Open with" for spreadsheets and takes nobody's default away: electron-builder's own
; fileAssociations would make it the program that opens every .csv.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\PermitLoader.Spreadsheet" "" "Spreadsheet"
  WriteRegStr SHELL_CONTEXT "Software\Classes\PermitLoader.Spreadsheet\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegNone SHELL_CONTEXT "Software\Classes\.csv\OpenWithProgids" "PermitLoader.Spreadsheet"
  WriteRegNone SHELL_CONTEXT "Software\Classes\.xlsx\OpenWithProgids" "PermitLoader.Spreadsheet"
  WriteRegNone SHELL_CONTEXT "Software\Classes\.xls\OpenWithProgids" "PermitLoader.Spreadsheet"
  WriteRegNone SHELL_CONTEXT "Software\Classes\.ods\OpenWithProgids" "PermitLoader.Spreadsheet"
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.csv\OpenWithProgids" "PermitLoader.Spreadsheet"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.xlsx\OpenWithProgids" "PermitLoader.Spreadsheet"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.xls\OpenWithProgids" "PermitLoader.Spreadsheet"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.ods\OpenWithProgids" "PermitLoader.Spreadsheet"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\PermitLoader.Spreadsheet"
!macroend
