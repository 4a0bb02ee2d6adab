import type { push as english } from '../en/push.ts';
import { instantsIn } from '../instants.ts';
import { counted, number, rows } from './counted.ts';
import { unsentReasons } from './notes.ts';
import { fr } from './typeset.ts';

type Facts = Readonly<Record<string, string | number>>;

const reasons: Readonly<Record<string, string>> = unsentReasons;
const why = (facts: Facts) => reasons[String(facts['reason'])] ?? unsentReasons.unreachable;
const quoted = (text: string | number | undefined) =>
  text === undefined || text === '' ? '' : fr` : « ${text} »`;
const time = instantsIn('fr-CA', { dateStyle: 'medium', timeStyle: 'short' });
const duration = (seconds: string | number | undefined) => {
  const whole = Number(seconds ?? 0);
  if (whole < 120) return counted(whole, 'seconde');
  return whole < 7200
    ? `${number(Math.round(whole / 60))} minutes`
    : `${number(Math.round(whole / 3600))} heures`;
};

export const push: typeof english = {
  refusals: {
    'batch-busy': () =>
      'Ce bordereau de mises à jour est en cours d’envoi, dans une autre fenêtre ou un autre terminal. Attendez la fin.',
    'file-busy': () =>
      'Ce fichier est en cours d’envoi à ce contrôleur, dans une autre fenêtre ou un autre terminal. Attendez la fin.',
    'creations-busy': () =>
      fr`D’autres nouveaux permis sont en cours de création chez ce contrôleur, et certains pourraient être les mêmes. Rien n’a été envoyé. Attendez la fin de cet envoi : ceux-ci seront alors comparés à ce qu’il a créé.`,
    'earlier-unreadable': (facts) =>
      fr`Un bordereau issu d’un fichier de ce nom ne peut plus être lu : on ne sait donc pas si ce fichier a déjà été envoyé. Rien n’a été envoyé. Cherchez ce qui l’a été, puis envoyez le fichier avec --again. Le bordereau : ${facts['batch']}`,
    'batch-unwritable': (facts) =>
      fr`Le fichier du bordereau ne peut pas être écrit (${facts['reason']}) : rien n’a été envoyé, car tout envoi doit être consigné. Libérez de la place sur son disque, ou copiez-le dans un dossier où vous pouvez écrire et envoyez cette copie. Le bordereau : ${facts['path']}`,
    'rows-invalid': (facts) =>
      fr`${rows(facts['invalid'])} ne ${Number(facts['invalid']) < 2 ? 'peut' : 'peuvent'} pas être envoyée${Number(facts['invalid']) < 2 ? '' : 's'} : rien n’a été envoyé. Corrigez-les, ou laissez-les de côté avec --only-valid.`,
    'no-reference-column': () =>
      'Aucune colonne ne contient, à notre connaissance, les numéros de référence. Indiquez-la avec --map "En-tête=referenceId".',
    'columns-undecided': (facts) =>
      fr`Rien n’a été envoyé : ${Number(facts['count']) === 1 ? 'une colonne attend' : `${counted(facts['count'], 'colonne')} attendent`} votre décision, pour qu’aucune ne soit omise sans qu’on le dise : ${facts['headers']}.`,
    'nothing-to-resume': () =>
      fr`Il n’y a rien à reprendre : aucun envoi de ce bordereau n’a été interrompu.`,
    'nothing-to-retry': (facts) =>
      Number(facts['unknown'] ?? 0) === 0
        ? fr`Il n’y a rien à renvoyer : aucune ligne n’est refusée ni inconnue.`
        : fr`Aucune ligne n’est refusée. Ce qui a été demandé pour ${rows(facts['unknown'])} au sort inconnu a peut-être été fait : vérifiez-les une à une, et alors seulement renvoyez-les, avec --unknown-too.`,
    'only-older-rows': (facts) =>
      fr`Il ne reste que des lignes antérieures de permis dont une ligne suivante a été acceptée (${rows(facts['rows'])}). Les envoyer maintenant rétablirait d’anciennes valeurs : rien n’a été envoyé. Si ces valeurs sont tout de même les bonnes, envoyez-les dans un fichier à part.`,
    'batch-bound': (facts) =>
      fr`Ce bordereau reste au contrôleur qui en a reçu des lignes (${facts['controller']}, ${facts['client']}) : rien n’a été envoyé. Envoyez son fichier à celui-ci, ce qui en fait un bordereau à part, ou continuez avec ce contrôleur-là.`,
    'undo-bound': (facts) =>
      fr`Ce bordereau annule « ${facts['file']} » : il ne peut aller que là où celui-ci est allé (${facts['controller']}, ${facts['client']}). Rien n’a été envoyé.`,
    'undo-times': (facts) =>
      fr`Ce bordereau remet des dates de fin de « ${facts['file']} » comme elles avaient été envoyées, ${facts['utc'] ? 'en UTC' : 'sans changement'}. Cette connexion dit autre chose à présent : rien n’a été envoyé. Mettez ses dates de fin à « ${facts['utc'] ? 'utc' : 'unchanged'} » pour cet envoi.`,
    'book-unusable': (facts) =>
      fr`On ne peut pas dire ce qui changerait, car le livre des permis est inutilisable (${facts['reason']}). Rien n’a été envoyé.`,
    'checked-again': () =>
      fr`Les réglages d’heure de cette connexion ne sont pas ceux avec lesquels les lignes ont été vérifiées. Elles viennent d’être vérifiées de nouveau et certaines ont changé d’état : regardez-les, puis lancez l’envoi.`,
    'pushed-before': (facts) =>
      fr`Ce fichier a déjà été envoyé à cette connexion, le ${time(facts['at'])} : ${counted(facts['accepted'], 'acceptée')}, ${counted(facts['rejected'], 'refusée')}, ${counted(facts['unknown'], 'inconnue')}, ${counted(facts['unsent'], 'non envoyée', 'non envoyées')}. Rien n’a été envoyé cette fois. Continuez ce bordereau avec « resume » ou « retry », ou renvoyez le fichier avec --again. Le bordereau : ${facts['batch']}`,
  },

  stops: {
    'refused-by-code': (facts) =>
      `Le contrôleur n’admet pas cette connexion (erreur ${facts['errorCode']}${quoted(facts['message'])}). Vérifiez son code d’intégration et son jeton. Le reste n’a pas été envoyé.`,
    'refused-by-status': (facts) =>
      `Le contrôleur n’admet pas cette connexion (HTTP ${facts['httpStatus']}). Vérifiez son code d’intégration et son jeton. Le reste n’a pas été envoyé.`,
    certificate: (facts) =>
      fr`Le certificat du contrôleur n’est pas fiable (${facts['detail']}) : l’envoi s’est arrêté. Vérifiez l’adresse du contrôleur ; le certificat d’un mandataire d’entreprise doit être dans le magasin du système.`,
    unreachable: (facts) => `${why(facts)} Vérifiez l’adresse du contrôleur et le réseau de cet ordinateur.`,
    'not-this-api-not-found': (facts) =>
      `Quelque chose répond à l’adresse du contrôleur, mais ne connaît pas l’API des permis (HTTP ${facts['httpStatus']}). Vérifiez l’adresse et le code d’intégration. Rien d’autre n’a été envoyé.`,
    'not-this-api-redirect': (facts) =>
      `L’adresse du contrôleur renvoie ailleurs (HTTP ${facts['httpStatus']}${facts['location'] ? ` vers ${facts['location']}` : ''}). Les redirections ne sont pas suivies, car le jeton partirait avec elles. Vérifiez l’adresse. Rien d’autre n’a été envoyé.`,
    'not-this-api-garbled': (facts) =>
      `Ce qui répond à l’adresse du contrôleur n’est pas l’API des permis${quoted(facts['excerpt'])}. Vérifiez l’adresse. Rien d’autre n’a été envoyé.`,
    'wrong-lot': (facts) =>
      fr`Le contrôleur ne connaît aucune des premières ${rows(facts['rows'])} (erreur 9009). Est-ce la connexion du bon stationnement ? L’envoi s’est arrêté ; si elle est bonne, continuez avec « resume ».`,
    'waited-too-long': (facts) =>
      fr`Le contrôleur n’est plus joignable. ${why(facts)} L’envoi s’est arrêté après une attente ; continuez plus tard avec « resume ».`,
    untrustworthy: (facts) =>
      fr`Ce qui répond à l’adresse du contrôleur ne répond plus comme l’API des permis${facts['httpStatus'] ? ` (HTTP ${facts['httpStatus']})` : ''}, par exemple pendant un entretien. L’envoi s’est arrêté et le reste n’a pas été envoyé ; continuez plus tard avec « resume ».`,
    'asked-to-wait-too-long': (facts) =>
      Number(facts['seconds']) > 0
        ? fr`Le contrôleur demande d’attendre ${duration(facts['seconds'])}. L’envoi s’est arrêté ; continuez plus tard avec « resume ».`
        : fr`Le contrôleur a demandé d’attendre encore et encore. L’envoi s’est arrêté ; continuez plus tard avec « resume ».`,
    'journal-failed': (facts) =>
      fr`Le fichier du bordereau ne peut plus être écrit (${facts['reason']}) : l’envoi s’est arrêté, car rien n’est envoyé sans être consigné. Libérez de la place sur le disque, puis continuez avec « resume ».`,
    'batch-gone': (facts) =>
      fr`Le fichier du bordereau a été supprimé ou déplacé pendant l’envoi : l’envoi s’est arrêté, car rien n’est envoyé sans être consigné. Dans la mesure du possible, il a été réécrit au même endroit, tel qu’il était, et les résultats contiennent chaque ligne. Continuez avec « resume ». Le bordereau : ${facts['path']}`,
    'batch-replaced': (facts) =>
      fr`Le fichier du bordereau a été remplacé ou tronqué pendant l’envoi : l’envoi s’est arrêté, car rien n’est envoyé sans être consigné. Les résultats contiennent chaque ligne. ${facts['kept'] ? fr`Tel qu’il était, il a été écrit ici : ${facts['kept']}. Continuez avec celui-là.` : 'Il n’a pas pu être réécrit.'} Le bordereau était : ${facts['path']}`,
    'lock-gone': (facts) =>
      fr`Le fichier verrou du bordereau a été supprimé pendant l’envoi : l’envoi s’est arrêté, car quelqu’un d’autre aurait pu envoyer les mêmes lignes. Ce qui a été envoyé est consigné ; continuez avec « resume ». Le bordereau : ${facts['path']}`,
    'log-gone': (facts) =>
      fr`Une partie du bordereau (son fichier en -wal) a été supprimée pendant l’envoi : l’envoi s’est arrêté. Ce qui a été envoyé est consigné ; continuez avec « resume ». Le bordereau : ${facts['path']}`,
  },

  waits: {
    'waiting-unreachable': (facts) =>
      Number(facts['seconds'] ?? 0) === 0
        ? fr`Le contrôleur n’est pas joignable ; nouvelle tentative.`
        : fr`Le contrôleur n’est pas joignable ; nouvelles tentatives depuis ${duration(facts['seconds'])}.`,
    'waiting-untrustworthy': (facts) =>
      Number(facts['seconds'] ?? 0) === 0
        ? fr`Le contrôleur ne répond rien de fiable ; une ligne à la fois est essayée.`
        : fr`Le contrôleur ne répond rien de fiable ; une ligne à la fois est essayée depuis ${duration(facts['seconds'])}.`,
    'waiting-asked': (facts) =>
      fr`Le contrôleur demande d’attendre ; suite dans ${duration(facts['seconds'])}.`,
    'asking-wrong-lot': () =>
      fr`Le contrôleur ne connaît aucun des 20 premiers permis (erreur 9009). Est-ce la connexion du bon stationnement ?`,
    'asking-trial': ({ accepted = 0, rejected = 0 }) =>
      fr`L’essai est terminé : ${counted(accepted, 'acceptée')}, ${counted(rejected, 'refusée')}. Les autres lignes attendent que vous continuiez.`,
  },

  results: {
    'folder-missing': (facts) =>
      fr`Les résultats n’ont pas été écrits : le dossier ${facts['folder']} n’existe pas. Rien n’est perdu ; choisissez un autre endroit.`,
    'folder-read-only': (facts) =>
      fr`Les résultats n’ont pas été écrits : rien ne peut être enregistré dans ${facts['folder']}. Rien n’est perdu ; choisissez un autre endroit.`,
    'disk-full': (facts) =>
      fr`Les résultats n’ont pas été écrits : le disque de ${facts['folder']} est plein. Rien n’est perdu ; libérez de la place ou choisissez un autre endroit.`,
    'name-not-allowed': (facts) =>
      fr`Les résultats n’ont pas été écrits dans ${facts['path']} : Windows n’admet pas « ${facts['character']} » dans un nom. Rien n’est perdu ; choisissez un autre nom.`,
    'not-written': (facts) =>
      fr`Les résultats n’ont pas été écrits dans ${facts['path']} (${facts['reason']}). Rien n’est perdu ; choisissez un autre endroit.`,
    'too-large-for-workbook': () =>
      fr`Les résultats n’ont pas été écrits : un classeur contient au plus 1 048 576 lignes, 16 384 colonnes et 32 767 caractères par cellule. Rien n’est perdu ; écrivez plutôt un CSV.`,
  },

  source: {
    changed: (path) =>
      `${path} a changé depuis sa lecture. Le bordereau contient les lignes d’alors, et ce sont elles qui sont envoyées.`,
    gone: (path) =>
      `${path} n’existe plus. Le bordereau contient ses lignes, et ce sont elles qui sont envoyées.`,
  },
  mismatched: (rows) =>
    fr`${rows === 1 ? 'Une ligne est' : `${number(rows)} lignes sont`} à examiner de près : le contrôleur a répondu pour un autre permis.`,
  supersededRows: (count) =>
    count < 2
      ? fr`1 ligne n’a pas été envoyée : une ligne suivante du même permis avait déjà été acceptée, et l’envoyer maintenant rétablirait une ancienne valeur.`
      : fr`${rows(count)} n’ont pas été envoyées : des lignes suivantes des mêmes permis avaient déjà été acceptées, et les envoyer maintenant rétablirait d’anciennes valeurs.`,
  superseded: (later) =>
    fr`Pas renvoyée : la ligne ${later}, une ligne suivante de ce permis, a été acceptée.`,

  cannotBeUndone: fr`Le contrôleur ne peut pas rétablir les anciennes valeurs : ce qui est accepté le reste.`,
};
