import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef4fd',
  '#dbe7f9',
  '#b5cdf0',
  '#8cb1e8',
  '#6a9ae1',
  '#548bdd',
  '#4583dc',
  '#3570c3',
  '#245fb0',
  '#0f4f9b',
];

/** From text to the deepest ground: cooler than Mantine's, so that buttons and inputs sit in the window's grounds. */
const dark: MantineColorsTuple = [
  '#e3e7ec',
  '#c3cad2',
  '#a3adb8',
  '#939da8',
  '#3f4750',
  '#323940',
  '#262b31',
  '#1b1e22',
  '#16181c',
  '#101215',
];

/** Mantine's, but dark enough under white words in the dark theme too. */
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe3e3',
  '#ffc9c9',
  '#ffa8a8',
  '#ff8787',
  '#ff6b6b',
  '#fa5252',
  '#d12f2f',
  '#d12f2f',
  '#b32424',
];

export const systemFont =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

const wireFont =
  "ui-monospace, 'Cascadia Mono', 'Segoe UI Mono', SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

/** What gets the focus in a dialog that scrolls is not to come to lie under its header, which stays. */
const belowHeader = { scrollPaddingTop: '4rem' };

const theme = createTheme({
  colors: { accent, dark, red },
  primaryColor: 'accent',
  primaryShade: { light: 8, dark: 7 },
  fontFamily: systemFont,
  fontFamilyMonospace: wireFont,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } },
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } } },
    Modal: {
      defaultProps: { centered: true },
      styles: { title: { fontSize: '1rem', fontWeight: 600 }, content: belowHeader },
    },
    // What is in a drawer goes from edge to edge; its title does not.
    Drawer: { styles: { header: { paddingInline: '1rem' }, content: belowHeader } },
    // What it would give the focus to at first is nothing in a menu that a screen reader may be told of.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Mantine's dark one is of the window's own ground.
    Pill: {
      styles: {
        root: { background: 'light-dark(var(--mantine-color-gray-1), var(--mantine-color-dark-5))' },
      },
    },
    Select: { styles: { input: { textOverflow: 'ellipsis' } } },
    Text: { defaultProps: { size: 'md' } },
    Button: { defaultProps: { size: 'sm' } },
  },
});

/** The theme, with the name of every button that closes a dialog or a message. */
export function themeWith({ close }: { readonly close: string }): MantineThemeOverride {
  const CloseButton = { defaultProps: { 'aria-label': close } };
  return { ...theme, components: { ...theme.components, CloseButton } };
}

/** The product's own colours: one for each state, the same everywhere, each at least 4.5:1 on its ground. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--ground': '#ffffff',
    '--ground-side': '#f6f7f9',
    '--line': '#dfe3e8',
    '--scroll-thumb': '#87909a',
    '--ink-soft': '#56606b',
    '--mantine-color-dimmed': '#56606b',
    '--mantine-color-error': '#c02626',
    '--mantine-color-placeholder': '#68727d',
    '--good': '#1c7a3c',
    '--warn': '#945600',
    '--bad': '#c02626',
    '--doubt': '#7438b8',
    '--idle': '#5d6670',
    '--warn-ground': '#fff4de',
    '--bad-ground': '#fdeaea',
    '--good-ground': '#e8f6ec',
    '--doubt-ground': '#f4edfc',
    '--live': '#a8144e',
    '--practice': '#0b6e69',
    '--practice-ground': '#e0f4f2',
    '--practice-stripe': '#d0ebe8',
    '--practice-button': '#0b6e69',
  },
  dark: {
    '--ground': '#1b1e22',
    '--ground-side': '#16181c',
    '--line': '#343a41',
    '--scroll-thumb': '#6f7a85',
    '--ink-soft': '#b2bbc5',
    '--mantine-color-dimmed': '#b2bbc5',
    '--mantine-color-error': '#ff8080',
    // Mantine's would be as white as the text beside them.
    '--mantine-color-accent-light-color': '#8cb1e8',
    '--mantine-color-red-light-color': '#ff8080',
    '--mantine-color-placeholder': '#939da8',
    '--mantine-color-body': '#1b1e22',
    '--good': '#5fce85',
    '--warn': '#f0b34a',
    '--bad': '#ff8080',
    '--doubt': '#c59cf5',
    '--idle': '#9aa4af',
    '--warn-ground': '#3b2f17',
    '--bad-ground': '#432226',
    '--good-ground': '#1c3626',
    '--doubt-ground': '#322643',
    '--live': '#c2255c',
    '--practice': '#5ad1c7',
    '--practice-ground': '#12312f',
    '--practice-stripe': '#173b38',
    '--practice-button': '#0f7a74',
  },
});
