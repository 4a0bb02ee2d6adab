import type * as english from '../../en/window/permits.ts';
import { counted, number } from '../counted.ts';
import { fr } from '../typeset.ts';

const permitsOf = (value: number) => counted(value, 'permis', 'permis');

export const permits: typeof english.permits = {
  title: 'Permis',
  search: 'Chercher par plaque, ID de référence ou numéro de permis',
  lead: fr`Ce qu’on savait ici en dernier, par les envois acceptés et les listes importées. D’autres ont pu modifier les permis depuis.`,
  found: (value) => fr`${permitsOf(value)}, tels que connus ici en dernier.`,
  first: (value) =>
    fr`Les ${permitsOf(value)} premiers, tels que connus ici en dernier. Précisez pour en trouver d’autres.`,
  looking: 'Recherche…',
  none: 'Rien n’est encore connu ici des permis de cette connexion.',
  noneHint: fr`Dès que des lignes lui sont envoyées et acceptées, leurs permis figurent ici. Une liste avec des ID de référence peut être importée.`,
  nothingFound: (text) =>
    fr`Aucun permis connu ici n’a une plaque, un ID de référence ou un numéro qui commence par « ${text} ».`,
  noConnection: fr`Choisissez une connexion ci-dessus : les permis sont connus pour chacune séparément.`,
  failed: 'Ce qu’on sait ici ne peut pas être consulté.',
  reference: 'ID de référence',
  lastKnown: 'Connu ici en dernier',
  from: (day, batch) => fr`par ${batch} le ${day}`,
  deleted: 'Supprimé d’ici',
  show: (reference) => `Montrer l’historique de ${reference}`,
  history: (reference) => `Historique de ${reference}`,
  historyLead: fr`Ce qui a été accepté de cet ordinateur, et ce que disent les listes importées, du plus récent au plus ancien. Ce n’est pas ce que le contrôleur contient maintenant.`,
  when: 'Quand',
  source: 'Source',
  what: 'Quoi',
  values: 'Valeurs',
  row: (batch, row) => `${batch}, ligne ${row}`,
  operations: { update: 'Modifié', create: 'Créé', delete: 'Supprimé' },
  imported: 'Liste importée',
  save: 'Enregistrer le tableau…',
  saved: (path) => fr`Enregistré : ${path}`,
  importList: 'Importer un fichier…',
  taken: ({ file, permits, deletions, passedOver }, day) =>
    fr`Connu par ${file}, du ${day} : ${permitsOf(permits)}.${deletions > 0 ? fr` Suppressions : ${counted(deletions, 'ligne', 'lignes')}.` : ''}${passedOver > 0 ? fr` Passées : ${counted(passedOver, 'ligne', 'lignes')}.` : ''} Rien de plus récent n’a été remplacé.`,
  rowsWere: {
    title: fr`Qu’a-t-on fait de ces permis ?`,
    text: (file, rows) =>
      fr`${file} contient des résultats, et des résultats ne nomment pas ce qui a été fait : ${rows < 2 ? 'une ligne acceptée a modifié son permis ou l’a supprimé' : `${number(rows)} lignes acceptées ont modifié leurs permis ou les ont supprimés`}.`,
    question: 'Ces lignes étaient des',
    operations: { update: 'Modifications', delete: 'Suppressions' },
    go: 'Importer',
  },
  forget: 'Oublier ce permis…',
  forgetTitle: (reference) => fr`Oublier ${reference} ?`,
  forgetText: fr`Ce qu’on sait ici de ce permis disparaît pour de bon : ses valeurs antérieures ne peuvent plus être comparées ni remises. Les bordereaux et le contrôleur restent tels quels.`,
  forgetAll: 'Tout oublier…',
  forgetAllTitle: (connection) => fr`Oublier tous les permis de ${connection} ?`,
  forgetAllText: (value) =>
    fr`Ce qu’on sait ici de ${permitsOf(value)} disparaît pour de bon, ce qu’en disent les listes importées aussi : les valeurs antérieures ne peuvent plus être comparées ni remises, et un permis déjà créé d’ici n’est plus signalé quand on le crée de nouveau. Les bordereaux et le contrôleur restent tels quels.`,
  forgetList: (file) => `Oublier ce que dit ${file}…`,
  forgetListTitle: (file) => fr`Oublier ce que dit ${file} ?`,
  forgetListText: fr`Ce que dit cette liste importée est oublié, pour tous ses permis. Ce qui a été envoyé d’ici reste connu.`,
  forgetYes: 'Oublier',
  forgot: (value) => fr`Oublié : ce qu’on savait ici de ${permitsOf(value)}.`,
};
