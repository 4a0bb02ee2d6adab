import { app as enApp } from './en/app.ts';
import { audit as enAudit } from './en/audit.ts';
import { book as enBook } from './en/book.ts';
import { cli as enCli } from './en/cli.ts';
import { issues as enIssues } from './en/issues.ts';
import { leftOut as enLeftOut } from './en/left-out.ts';
import { notes as enNotes } from './en/notes.ts';
import { opscom as enOpscom } from './en/opscom.ts';
import { push as enPush } from './en/push.ts';
import { reading as enReading } from './en/reading.ts';
import { report as enReport } from './en/report.ts';
import { window as enWindow } from './en/window.ts';
import { zones as enZones } from './en/zones.ts';
import { app as frApp } from './fr/app.ts';
import { audit as frAudit } from './fr/audit.ts';
import { book as frBook } from './fr/book.ts';
import { cli as frCli } from './fr/cli.ts';
import { issues as frIssues } from './fr/issues.ts';
import { leftOut as frLeftOut } from './fr/left-out.ts';
import { notes as frNotes } from './fr/notes.ts';
import { opscom as frOpscom } from './fr/opscom.ts';
import { push as frPush } from './fr/push.ts';
import { reading as frReading } from './fr/reading.ts';
import { report as frReport } from './fr/report.ts';
import { window as frWindow } from './fr/window.ts';
import { zones as frZones } from './fr/zones.ts';

export const languages = ['en', 'fr'] as const;

export type Language = (typeof languages)[number];

const english = {
  issues: enIssues,
  reading: enReading,
  push: enPush,
  notes: enNotes,
  leftOut: enLeftOut,
  audit: enAudit,
  report: enReport,
  opscom: enOpscom,
  book: enBook,
  zones: enZones,
  cli: enCli,
  window: enWindow,
  app: enApp,
};

/** Every sentence that people read, by topic. French has the type of English, so none can be missing. */
export type Words = typeof english;

const french: Words = {
  issues: frIssues,
  reading: frReading,
  push: frPush,
  notes: frNotes,
  leftOut: frLeftOut,
  audit: frAudit,
  report: frReport,
  opscom: frOpscom,
  book: frBook,
  zones: frZones,
  cli: frCli,
  window: frWindow,
  app: frApp,
};

export function wordsIn(language: Language): Words {
  return language === 'fr' ? french : english;
}
