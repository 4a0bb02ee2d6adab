export const change = {
  open: 'Show rows by what they would change',
  label: 'Against what was last known here',
  kinds: { changed: 'Changed', unchanged: 'Unchanged', unknown: 'Not known' },
  all: 'Show all rows again',
  looking: 'Looking the rows up',
  cannot: 'That cannot be told now.',
  field: (name: string) => `Changed: ${name}`,
  note: 'Rows that a push would send now.',
  only: {
    changed: 'Only: would change something',
    unchanged: 'Only: would change nothing, as far as is known',
    unknown: 'Only: not known what would change',
  },
  onlyField: (field: string) => `Only: would change ${field}`,
};
