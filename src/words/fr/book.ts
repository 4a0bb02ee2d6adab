import type { book as english } from '../en/book.ts';
import { counted, number } from './counted.ts';
import { fr } from './typeset.ts';

type Facts = Readonly<Record<string, string | number>>;

const day = (iso: string | null) => (iso ?? '').slice(0, 10);

export const book: typeof english = {
  about: 'ce que cet ordinateur savait en dernier des permis d’une connexion',
  commands: {
    status: 'dire combien de permis sont connus, et depuis quand',
    export: 'écrire en CSV les dernières valeurs connues de chaque permis',
    forget: 'oublier ce qui est connu d’un permis, d’un fichier importé, ou de tous',
    import: fr`prendre en compte ce que dit une liste avec des ID de référence : résultats, ancien export ; rien de plus récent n’est remplacé`,
    undo: fr`faire un bordereau qui remet ce qui était connu ici avant l’envoi d’un autre ; n’envoie rien`,
  },
  options: {
    connection: 'la connexion dont il s’agit',
    out: fr`fichier à écrire ; jamais remplacé, un numéro est ajouté`,
    operation: fr`ce qui a été fait des permis des lignes de résultats qui ne le disent pas elles-mêmes : update ou delete`,
    file: 'le fichier importé à oublier, par son nom',
    reference: 'l’ID de référence du permis à oublier',
    all: 'oublier tous les permis de la connexion',
    find: 'remplir les ID de référence qui manquent par les numéros de permis, ou les plaques, si un seul tel permis est connu ici',
    diff: 'écrire en CSV chaque cellule qui changerait la dernière valeur connue ici, l’ancienne à côté de la nouvelle',
  },
  usage: {
    forget: fr`Dites ce qu’il faut oublier, un seul des trois : --reference ID pour un permis, --file F pour un fichier importé, ou --all.`,
    find: fr`--find-references demande une connexion : --connection, ou --controller avec --client. Ce qui est connu l’est des permis d’une connexion.`,
    diff: fr`--diff demande --connection : ce qui est connu l’est des permis d’une connexion.`,
  },
  failures: {
    'undo-nothing': ({ batch }: Facts) =>
      fr`Il n’y a rien à annuler : aucune ligne de ${batch} n’est connue ici comme acceptée. Seul ce qui a été envoyé de cet ordinateur est connu.`,
    'undo-delete': ({ batch }: Facts) =>
      fr`${batch} a supprimé des permis, et une suppression ne s’annule pas. Ils peuvent être créés de nouveau, avec de nouveaux identifiants.`,
    'nothing-known': ({ file }: Facts) =>
      fr`${file} ne dit rien qui puisse être connu de permis : aucune ligne n’a d’ID de référence avec une valeur valable à côté, ou aucune n’a été acceptée.`,
    'rows-untold': ({ file, rows }: Facts) =>
      fr`${file} ne dit pas si ${counted(Number(rows), 'ligne acceptée', 'lignes acceptées')} ${Number(rows) < 2 ? 'a modifié ou supprimé son permis' : 'ont modifié ou supprimé leurs permis'} : rien n’a été importé. Dites-le : --operation update ou --operation delete.`,
    'book-unusable': ({ path, reason }: Facts) =>
      fr`Le livre des permis ${path} est inutilisable (${reason}). Il est fait des bordereaux et des fichiers du dossier « book » à côté : rien n’est perdu, et rien d’autre n’en dépend.`,
  },
  undone: ({ restorable, partly, changedSince, notKnown }) => [
    fr`${counted(restorable, 'permis peut', 'permis peuvent')} reprendre ce qui était connu ici auparavant. Rien n’a été envoyé : contrôlez le nouveau bordereau et envoyez-le.`,
    ...(partly > 0
      ? [fr`Écartés d’abord : ${counted(partly, 'permis connu', 'permis connus')} en partie seulement.`]
      : []),
    ...(changedSince > 0
      ? [
          fr`Écartés d’abord : ${counted(changedSince, 'permis modifié', 'permis modifiés')} depuis par un autre bordereau.`,
        ]
      : []),
    ...(notKnown > 0
      ? [fr`Écartés : ${counted(notKnown, 'permis', 'permis')} dont rien d’antérieur n’est connu ici.`]
      : []),
  ],
  status: ({ permits, rows, batches, importedRows, files, unreadable, oldest, newest }) => [
    permits === 0
      ? 'Rien n’est connu ici des permis de cette connexion.'
      : fr`Dernières valeurs connues ici : ${counted(permits, 'permis', 'permis')}, de ${counted(rows, 'ligne acceptée', 'lignes acceptées')} de ${counted(batches, 'bordereau', 'bordereaux')}${files === 0 ? '' : ` et de ${counted(importedRows, 'ligne', 'lignes')} de ${counted(files, 'fichier importé', 'fichiers importés')}`}, du ${day(oldest)} au ${day(newest)}. D’autres ont pu les changer depuis.`,
    ...(unreadable === 0
      ? []
      : [
          fr`${counted(unreadable, 'fichier illisible', 'fichiers illisibles')} dans le dossier « book » du dossier des données : ce qui y a été importé ou gardé n’est pas connu.`,
        ]),
  ],
  imported: (file, date, { rows, permits, deletions, untold, notAccepted, unclear }) => [
    fr`Connu de ${file}, du ${day(date)} : ${counted(permits, 'permis', 'permis')}, de ${counted(rows, 'ligne', 'lignes')}. Rien de plus récent n’a été remplacé.`,
    ...(deletions > 0
      ? [
          fr`Connus comme supprimés : les permis de ${counted(deletions, 'ligne acceptée', 'lignes acceptées')}.`,
        ]
      : []),
    ...(untold > 0
      ? [
          fr`${counted(untold, 'ligne', 'lignes')} de résultats ${untold < 2 ? 'ne dit' : 'ne disent'} pas si le permis a été modifié ou supprimé, et ${untold < 2 ? 'compte comme modification' : 'comptent comme modifications'}. S’il s’agit de suppressions, importez de nouveau le fichier avec --operation delete : il prend sa propre place.`,
        ]
      : []),
    ...(notAccepted > 0
      ? [
          fr`Passées : ${counted(notAccepted, 'ligne', 'lignes')} qu’aucun contrôleur n’a acceptées, ou d’exercice.`,
        ]
      : []),
    ...(unclear > 0
      ? [
          fr`Passées : ${counted(unclear, 'ligne', 'lignes')} sans ID de référence ou sans valeur valable, ou d’un permis dont le fichier dit deux choses.`,
        ]
      : []),
  ],
  lastKnownOn: (at) => `C’était connu en dernier le ${day(at)}.`,
  changes: (changed, unchanged, unknown) =>
    fr`De ce qui était connu ici en dernier, ${counted(changed, 'ligne changerait', 'lignes changeraient')} quelque chose, ${number(unchanged)} rien ; pour ${number(unknown)}, on ne sait pas.`,
  same: (rows, all, day, batch) =>
    fr`${number(rows)} de ${counted(all, 'ligne envoyable', 'lignes envoyables')} portent exactement ce qui a été accepté la dernière fois, le plus récent de ${batch} du ${day}. --only-changed écarte ce qui ne changerait rien.`,
  references: (found, ambiguous, missing) =>
    fr`De ce qui était connu ici en dernier, ${counted(found, 'ID de référence a été trouvé', 'ID de référence ont été trouvés')} ; pour ${counted(ambiguous, 'ligne', 'lignes')} plusieurs permis sont possibles, et pour ${number(missing)} aucun n’est connu.`,
  forgot: (permits) =>
    permits === 0
      ? fr`Rien n’en était connu ici : il n’y avait rien à oublier.`
      : fr`Oublié : ce qui était connu ici de ${counted(permits, 'permis', 'permis')}.`,
};
