export const settings = {
  title: 'Settings',
  language: 'Language',
  languages: { system: 'As the system', en: 'English', fr: 'Français' },
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  updates: {
    label: 'Release feed',
    hint: 'The address that “Check for Updates…” under Help asks. Empty: nobody is asked for anything.',
    settled: 'Your administrator has settled this.',
  },
  version: (version: string) => `Permit Loader ${version}`,
};

export const shortcuts = {
  title: 'Keyboard shortcuts',
  lead: 'Everything works without a mouse. Tab goes from part to part, arrow keys move in the rows.',
  open: 'Open a file',
  places: 'Go to File, Columns, Check, Push, Results',
  next: 'Take the next step (the button at the bottom right)',
  find: 'Find in rows',
  history: 'Find a batch',
  undo: 'Undo an edit',
  redo: 'Redo an edit',
  edit: 'Edit the cell',
  leave: 'Leave the cell unchanged',
  repair: 'Repair the cell',
  copy: 'Copy the cell or the selected rows',
  region: 'Go to the next part of the window',
  zoom: 'Make everything larger or smaller',
  help: 'This list',
};
