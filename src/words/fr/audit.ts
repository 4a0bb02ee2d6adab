import type { audit as english } from '../en/audit.ts';
import { number } from './counted.ts';
import { fr } from './typeset.ts';

type About = string | number | null;

const list = (runs: readonly number[]) => new Intl.ListFormat('fr').format(runs.map(String));

const row = (about: About) => (about === null ? 'une ligne' : `la ligne ${about}`);
const ofRow = (about: About) => (about === null ? 'd’une ligne' : `de la ligne ${about}`);

export const audit: typeof english = {
  commands: {
    report: 'écrire le rapport d’audit d’un bordereau',
    verify: 'dire si la piste d’audit d’un bordereau, ou d’un rapport JSON, est entière et intacte',
    key: 'montrer la clé publique avec laquelle cette installation signe, ou l’écrire dans un fichier',
  },
  options: {
    format: 'html, csv ou json',
    out: 'fichier à écrire; jamais écrasé, un numéro est ajouté',
    redact: 'omettre les plaques et les messages; le rapport reste vérifiable',
    allRows: 'lister toutes les lignes dans le rapport HTML, jusqu’à sa limite',
    from: 'sans bordereau, premier jour (UTC, comme 2026-03-01) d’un rapport sur tous les bordereaux',
    to: 'son dernier jour',
    periodConnection: 'seulement les exécutions de cette connexion',
    periodUser: 'seulement les exécutions de cet utilisateur',
    key: fr`fichier de la clé publique qui doit avoir signé (PEM, écrit par « key --out »)`,
    head: 'empreinte qui a été notée, soit une tête de la piste, soit le SHA-256 d’un fichier écrit par le bordereau, comme ses résultats',
    keyOut: 'fichier où écrire la clé publique (PEM)',
  },
  usage: {
    period: fr`Nommez un bordereau, ou une période : --from et --to avec des jours comme 2026-03-01, le premier pas après le dernier.`,
    periodFormat: 'Un rapport sur plusieurs bordereaux est en html ou en csv.',
    format: (value: string) => fr`« ${value} » n’est pas un format de rapport. Il y a html, csv et json.`,
    key: (path: string) => fr`${path} ne contient aucune clé publique Ed25519 en PEM.`,
    head: (value: string) => fr`« ${value} » n’est pas une empreinte : 64 chiffres et lettres de a à f.`,
    keyUnreadable: (path: string, reason: string) => fr`${path} est illisible (${reason}).`,
    noReport: (path: string) => fr`${path} n’est ni un bordereau ni un rapport JSON de ce programme.`,
  },
  whole: (entries: number) => fr`La piste d’audit est entière et intacte : ${number(entries)} entrées.`,
  redacted:
    'Les plaques et les messages sont omis de ce rapport. Leurs empreintes y sont, mais n’ont pas pu être recalculées.',
  inTheAir: (rows: number) =>
    fr`${rows === 1 ? 'Une ligne était' : `${number(rows)} lignes étaient`} en cours d’envoi quand l’exécution a été coupée; la piste n’en dit pas encore l’issue. Reprenez l’exécution.`,
  broken: (entry: number, sentence: string) =>
    entry > 0
      ? fr`La piste d’audit ne concorde pas, d’abord à l’entrée ${number(entry)} : ${sentence}`
      : sentence,
  further: (count: number) =>
    fr`${number(count)} ${count === 1 ? 'autre élément ne concorde' : 'autres éléments ne concordent'} pas.`,
  head: (hash: string) => fr`Tête de la piste : ${hash}`,
  signedBy: (fingerprint: string, entry: number) =>
    fr`Signée jusqu’à l’entrée ${number(entry)} par la clé ${fingerprint}`,
  unsigned: 'Non signée.',
  unsignedRuns: (runs: readonly number[]) =>
    runs.length === 1
      ? `L’exécution ${list(runs)} n’est pas signée.`
      : `Les exécutions ${list(runs)} ne sont pas signées.`,
  unsignedEntries: (count: number) =>
    count === 1
      ? 'Une entrée après la signature n’est pas signée.'
      : `${number(count)} entrées après la signature ne sont pas signées.`,
  noted: (entry: number | null, entries: number) =>
    entry === null
      ? fr`La tête donnée n’est pas dans cette piste : elle est d’un autre bordereau, ou d’un état de celui-ci plus récent que ce qui est ici.`
      : entry === entries
        ? fr`La tête donnée est celle de cette piste : rien n’a été ajouté depuis qu’elle a été notée.`
        : `La tête donnée est dans cette piste, à l’entrée ${number(entry)} sur ${number(entries)}.`,
  keys: {
    signed: () => 'La clé donnée a signé chaque exécution.',
    partly: (runs: readonly number[]) =>
      `La clé donnée a signé cette piste, mais pas ${runs.length === 1 ? 'l’exécution' : 'les exécutions'} ${list(runs)}.`,
    other: () => 'La clé donnée n’a pas signé cette piste; une autre l’a fait.',
    unsigned: () => 'Rien n’est signé dans cette piste.',
  },
  reports: {
    'trail-unsalted': () =>
      'La piste de ce bordereau a été commencée par une version antérieure. Elle contient des empreintes contre lesquelles des plaques pourraient être essayées; elle ne peut donc pas être donnée sans les plaques. Enregistrez le rapport HTML ou CSV, ou le rapport JSON avec les plaques.',
  },
  keyDamaged: fr`La clé de signature du trousseau est illisible. Retirez « Permit Loader audit trail » du trousseau; une nouvelle clé sera faite.`,
  fingerprint: (fingerprint: string) => fr`Empreinte : ${fingerprint}`,
  keyAt: (path: string) => fr`Clé publique : ${path}`,
  reportAt: (path: string) => fr`Rapport : ${path}`,
  window: {
    title: 'Piste d’audit',
    hint: fr`Chaque étape est consignée ; une altération se verrait.`,
    verify: 'Vérifier',
    save: 'Rapport…',
    formats: { pdf: 'PDF', html: 'Page HTML', csv: 'CSV pour tableurs', json: 'JSON, vérifiable à lui seul' },
    redact: 'Omettre les plaques et les messages',
    saved: (path: string) => fr`Enregistré : ${path}`,
    whole: (entries: number) => fr`Entière et intacte : ${number(entries)} entrées.`,
    head: 'Tête',
    key: 'Clé',
    unsigned: 'non signée',
    more: 'Archiver ou supprimer…',
    archive: 'Archiver dans un dossier…',
    archived: (path: string) => fr`Archivé : ${path}`,
    delete: 'Supprimer ce bordereau…',
    deleted: 'Le bordereau a été supprimé.',
    removedTitle: 'Archivés et supprimés',
    wasArchived: (path: string) => `archivé dans ${path}`,
    archivedShort: 'archivé',
    wasDeleted: 'supprimé',
  },
  records: {
    period: 'Rapport de période',
    from: 'Du',
    to: 'Au',
    connection: 'Connexion',
    anyConnection: 'Toutes les connexions',
    user: fr`Utilisateur (vide : tous)`,
    saveCsv: 'Enregistrer en CSV…',
    savePdf: 'Enregistrer en PDF…',
    retention: 'Garder les bordereaux',
    retentionHint:
      'Les bordereaux plus anciens sont supprimés au démarrage, sauf ceux qui ont été interrompus ou qui ont des lignes inconnues. L’historique garde une ligne de chacun.',
    keepKnown: 'Garder ce que ces bordereaux disaient des permis',
    keepKnownHint: fr`Cela reste dans le livre des permis : les anciennes valeurs, et les permis créés ici.`,
    terms: { forever: 'Pour toujours', '12': '1 an', '36': '3 ans', '84': '7 ans' },
  },
  discrepancies: {
    'no-trail': () =>
      'Une version antérieure de Permit Loader a fait ce bordereau, sans piste d’audit. Elle commencera au prochain événement.',
    'entry-changed': () => 'l’entrée a été modifiée après son écriture.',
    'entry-out-of-chain': () =>
      fr`elle ne suit pas l’entrée précédente : une entrée a été retirée, ajoutée ou déplacée.`,
    'entry-out-of-place': (about: About) =>
      `elle parle d${about === null ? '’une exécution' : `e l’exécution ${about}`}, qui avait pris fin ou n’avait pas commencé.`,
    'entry-malformed': () => 'ce n’est pas une entrée que ce programme écrit.',
    unreadable: (about: About) =>
      fr`La table « ${about ?? ''} » contient des octets qui ne sont pas du texte. Autre chose a modifié le fichier.`,
    'rows-changed': () => 'les lignes ne sont pas celles qui ont été lues dans le fichier.',
    'source-changed': () => 'ce que le bordereau dit de son fichier source n’est pas ce qui a été lu.',
    'columns-changed': () => 'les colonnes désignent autre chose que ce qui a été fixé.',
    'settings-changed': () => 'les réglages ne sont pas ceux qui ont été fixés.',
    'counts-changed': () => 'les nombres de lignes et de problèmes ne sont pas ceux de la vérification.',
    'salt-changed': () => 'le sel des empreintes a été modifié.',
    'edits-changed': (about: About) =>
      `les modifications${about === null ? '' : ` de l’étape ${about}`} ne sont pas celles qui ont été faites.`,
    'row-edits-changed': (about: About) =>
      `les cellules ${ofRow(about)} ne découlent pas de ce qui a été lu et modifié.`,
    'check-changed': (about: About) =>
      about === null
        ? 'les états des lignes ne correspondent pas au total de la vérification.'
        : `l’état ${ofRow(about)} ne découle pas de ses cellules.`,
    'outcomes-changed': (about: About) =>
      about === null
        ? 'des issues qu’elle rapporte ont été modifiées ou retirées.'
        : `l’issue ${ofRow(about)}, ou d’une ligne consignée avec elle, a été modifiée.`,
    'outcome-without-entry': (about: About) => `aucune entrée ne rapporte l’issue de ${row(about)}.`,
    'run-changed': (about: About) => `l’exécution ${about} n’est pas consignée comme elle a eu lieu.`,
    'tally-changed': (about: About) =>
      about === null
        ? 'le total des lignes n’est pas juste.'
        : `ce que la fin de l’exécution ${about} dit des lignes ne concorde pas avec leurs issues.`,
    'report-malformed': (about: About) =>
      fr`Le rapport contient « ${about ?? ''} » deux fois, ou autrement que les rapports ne le contiennent.`,
    'signature-wrong': () => 'la signature n’est pas celle de cette piste.',
    'summary-wrong': () => 'le résumé du rapport ne découle pas de ses entrées et de ses lignes.',
  },
};
