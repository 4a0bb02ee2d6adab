import type * as english from '../../en/window/failures.ts';
import { instantsIn } from '../../instants.ts';
import { counted, rows } from '../counted.ts';
import { fr } from '../typeset.ts';

const day = instantsIn('fr-CA', { dateStyle: 'long', timeStyle: 'short' });

export const failures: typeof english.failures = {
  'period-reversed': () => 'Le premier jour de la période vient après le dernier.',
  'not-removed': (facts) => `Le bordereau n’a pas été retiré (${facts['reason']}). Il est resté où il était.`,
  'batch-bound': () =>
    'Un autre contrôleur a déjà reçu des lignes de ce bordereau, qui reste donc avec lui. Ouvrez son fichier comme un nouveau bordereau pour cette connexion.',
  'earlier-unreadable': (facts) =>
    fr`Un bordereau issu d’un fichier de ce nom ne peut plus être lu : on ne sait donc pas si ce fichier a déjà été envoyé. Cherchez d’abord ce qui l’a été. Le bordereau : ${facts['batch']}`,
  'pushed-before': (facts) =>
    fr`Il est parti vers cette connexion le ${day(facts['at'])} : ${counted(Number(facts['accepted'] ?? 0), 'acceptée')}, ${counted(Number(facts['rejected'] ?? 0), 'refusée')}, ${counted(Number(facts['unknown'] ?? 0), 'inconnue')}. Rien n’a été envoyé cette fois. Son bordereau est dans la liste à gauche.`,
  'rows-invalid': (facts) =>
    fr`${rows(Number(facts['invalid'] ?? 0))} ne ${Number(facts['invalid'] ?? 0) < 2 ? 'peut pas être envoyée' : 'peuvent pas être envoyées'} : rien n’a été envoyé. Corrigez-les à l’étape Contrôle, ou laissez-les de côté.`,
  'no-reference-column': () =>
    fr`Aucune colonne n’est connue pour les ID de référence : rien n’a été envoyé. Choisissez-la à l’étape Colonnes.`,
  'wrong-lot': (facts) =>
    fr`Le contrôleur ne connaît aucune des premières ${rows(Number(facts['rows'] ?? 0))} (erreur 9009). Est-ce la connexion du bon stationnement ? L’envoi s’est arrêté ; si elle est bonne, envoyez le reste.`,
  'waited-too-long': () =>
    'Le contrôleur n’était plus joignable, et l’envoi s’est arrêté après une attente. Envoyez le reste plus tard.',
  'asked-to-wait-too-long': () =>
    fr`Le contrôleur a demandé d’attendre plus longtemps que l’envoi ne le pouvait : il s’est arrêté. Envoyez le reste plus tard.`,
  'journal-failed': (facts) =>
    fr`Le bordereau ne peut plus être écrit (${facts['reason']}) : l’envoi s’est arrêté, car rien n’est envoyé sans être consigné. Libérez de la place sur le disque, puis envoyez le reste.`,
  'batch-gone': () =>
    fr`Le fichier du bordereau a été supprimé ou déplacé pendant l’envoi : l’envoi s’est arrêté, car rien n’est envoyé sans être consigné. Dans la mesure du possible, le bordereau a été réécrit tel qu’il était, et les résultats contiennent chaque ligne. Envoyez le reste quand il est dans la liste.`,
  'batch-unwritable': (facts) =>
    fr`Le bordereau ne peut pas être écrit (${facts['reason']}) : rien n’a été envoyé, car tout envoi doit être consigné. Libérez de la place sur le disque, ou permettez à cet utilisateur d’écrire dans son dossier. Le bordereau : ${facts['path']}`,
  'nothing-to-undo': () => 'Il n’y a rien à annuler.',
  'nothing-to-redo': () => 'Il n’y a rien à rétablir.',
  'pattern-wrong': ({ pattern, reason }) => fr`« ${pattern} » n’est pas un motif : ${reason}`,
  'pattern-slow': () =>
    fr`Ce motif demande trop de temps ; rien n’a été modifié. Dites plus précisément ce qu’il doit trouver.`,
  'batch-changing': () =>
    'Des lignes de ce bordereau sont en cours de modification. Attendez la fin, ou arrêtez-la.',
  'change-stopped': () => 'Arrêté. Rien n’a été modifié.',
  'nothing-to-stop': () => 'C’était déjà terminé.',
  'duplicates-changed': () => 'Ces lignes ont changé entre-temps. Regardez-les de nouveau.',
  'row-locked': () => fr`Cette ligne a été acceptée : elle ne peut plus être modifiée.`,
  'row-missing': () => 'Cette ligne n’est plus dans ce bordereau.',
  'bridge-broken': () =>
    fr`L’application n’a pas répondu. Ce qui a été fait est sur le disque ; redémarrez Permit Loader.`,
  other: (code) => fr`Quelque chose a échoué pour quoi il n’y a pas encore de phrase (code : ${code}).`,
};
