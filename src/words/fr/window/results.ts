import type * as english from '../../en/window/results.ts';
import { counted, rows } from '../counted.ts';
import { fr } from '../typeset.ts';

export const results: typeof english.results = {
  title: 'Résultat de l’envoi',
  end: {
    finished: 'L’envoi est terminé.',
    cancelled: 'L’envoi a été annulé. Les lignes sans issue restent non envoyées.',
    stopped: 'L’envoi a été arrêté.',
    failed: 'L’envoi a pris fin à cause d’un échec sur cet ordinateur.',
    interrupted: 'L’envoi a été interrompu. Reprenez-le à l’étape Envoi.',
  },
  allAccepted: (value) =>
    value < 2 ? 'La ligne a été acceptée.' : `Les ${rows(value)} ont toutes été acceptées.`,
  tally: (tally) =>
    [
      counted(tally.accepted, 'acceptée'),
      ...(tally.rejected > 0 ? [counted(tally.rejected, 'refusée')] : []),
      ...(tally.unknown > 0 ? [counted(tally.unknown, 'inconnue')] : []),
      ...(tally.unsent > 0 ? [counted(tally.unsent, 'non envoyée', 'non envoyées')] : []),
      ...(tally.skipped > 0 ? [counted(tally.skipped, 'écartée')] : []),
    ].join(' · '),
  meaning: {
    accepted: 'Le contrôleur l’a confirmée',
    rejected: 'Le contrôleur a dit non',
    unknown: 'Envoyée, sans réponse fiable',
    unsent: 'Jamais envoyée',
    skipped: 'Écartée exprès',
  },
  tiles: {
    accepted: 'acceptées',
    rejected: 'refusées',
    unknown: 'inconnues',
    unsent: 'non envoyées',
    skipped: 'écartées',
  },
  leftOutErrors: fr`Écartée : a des erreurs`,
  outcomes: 'Montrer les lignes selon leur issue',
  all: 'Toutes',
  message: 'Réponse du contrôleur',
  attempts: 'Essais',
  outcome: 'Issue',
  code: (code) => `Code ${code}`,
  file: 'Fichier des résultats',
  olderFiles: (value) =>
    counted(value, 'fichier de résultats plus ancien', 'fichiers de résultats plus anciens'),
  records: 'Fichier des résultats et piste d’audit',
  wasPractice: fr`C’était un exercice : aucun vrai permis n’a changé.`,
  pushForReal: 'Envoyer pour de vrai…',
  inFolder: (folder) => `dans ${folder}`,
  fileElsewhere:
    'Aucun fichier de résultats de ce bordereau n’est connu sur cet ordinateur. Il peut être enregistré de nouveau.',
  noFile: 'Aucun fichier de résultats n’a encore été écrit.',
  showInFolder: 'Voir le dossier',
  open: 'Ouvrir',
  saveWorkbook: 'Enregistrer comme classeur Excel…',
  fileFailed: 'Le fichier des résultats n’a pas pu être écrit',
  why: (value) => (value < 2 ? 'Pourquoi 1 ligne a été refusée' : `Pourquoi ${rows(value)} ont été refusées`),
  reason: (code, message) =>
    [...(code === null ? [] : [`Code ${code}`]), ...(message ? [message] : [])].join(fr` : `) ||
    'Sans raison donnée',
  showReason: 'Montrer',
  copyIds: 'Copier les ID',
  copiedIds: (value) => `${counted(value, 'ID copié', 'ID copiés')}.`,
  moreReasons: (value) => counted(value, 'autre raison', 'autres raisons'),
  retryChoose: (value) => `Réessayer jusqu’à ${rows(value)}…`,
  retryWhich: fr`Quelles lignes faut-il renvoyer ?`,
  retryOutcomes: {
    rejected: (value) => `${rows(value)} ${value < 2 ? 'refusée' : 'refusées'}`,
    unknown: (value) => `${rows(value)} ${value < 2 ? 'inconnue' : 'inconnues'}`,
    unsent: (value) => `${rows(value)} non ${value < 2 ? 'envoyée' : 'envoyées'}`,
  },
  retry: (value) => `Réessayer ${rows(value)}`,
  resume: (value) => `Reprendre avec ${rows(value)}…`,
  unknownCreated: (value) =>
    value < 2
      ? fr`1 permis a peut-être été créé : la réponse n’est jamais venue. Cherchez-le dans OPSCOM ; ne renvoyez que ce qui n’y est pas.`
      : fr`${counted(value, 'permis', 'permis')} ont peut-être été créés : la réponse n’est jamais venue. Cherchez-les dans OPSCOM ; ne renvoyez que ce qui n’y est pas.`,
  retryUnknown: (value, unknown) => `Renvoyer ${rows(value)}, dont ${counted(unknown, 'inconnue')}…`,
  retryUnknownText:
    'Un permis créé malgré tout existera alors deux fois. Ne continuez qu’après les avoir cherchés un à un dans OPSCOM.',
  retryUnknownHint: 'Chaque ligne inconnue peut devenir un second permis. Tapez le nombre de lignes.',
  sendAgain: (value) => `Renvoyer ${rows(value)}`,
  mend: 'Corriger les refusées…',
  mendErrors: (value) => `Corriger ${rows(value)} avec des erreurs…`,
  newBatch: 'Nouveau bordereau',
  pushRest: (value) => `Envoyer ${rows(value)} ${value < 2 ? 'restante' : 'restantes'}…`,
  find: 'Trouver plaque, ID, ligne, réponse',
  noRows: 'Aucune ligne n’a cette issue.',
};
