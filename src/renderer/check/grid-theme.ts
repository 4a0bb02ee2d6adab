import { themeQuartz } from 'ag-grid-community';
import { systemFont } from '../theme.ts';

/** Every cell that comes into sight is held against each rule there is: these are of what the grid does not show. */
const baseTheme = themeQuartz
  .withoutPart('buttonStyle')
  .withoutPart('checkboxStyle')
  .withoutPart('colorScheme')
  .withoutPart('columnDropStyle')
  .withoutPart('tabStyle');

/** The grid in the window's colours: it reads the same variables, so both themes come from one place. */
export const gridTheme = baseTheme.withParams({
  browserColorScheme: 'inherit',
  accentColor: 'var(--mantine-primary-color-filled)',
  backgroundColor: 'var(--ground)',
  foregroundColor: 'var(--mantine-color-text)',
  borderColor: 'var(--line)',
  chromeBackgroundColor: 'var(--ground-side)',
  headerBackgroundColor: 'var(--ground-side)',
  headerFontWeight: 600,
  fontFamily: systemFont,
  fontSize: '0.875rem',
  headerFontSize: '0.8125rem',
  rowHeight: 32,
  headerHeight: 44,
  cellHorizontalPadding: 'var(--cell-padding)',
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  columnBorder: true,
  rowHoverColor: 'color-mix(in srgb, var(--mantine-primary-color-filled) 6%, transparent)',
  selectedRowBackgroundColor: 'color-mix(in srgb, var(--mantine-primary-color-filled) 12%, transparent)',
  tooltipBackgroundColor: 'var(--ground)',
  tooltipTextColor: 'var(--mantine-color-text)',
});
