import type * as english from '../../en/window/push.ts';
import { counted, number, rows } from '../counted.ts';
import { fr } from '../typeset.ts';

export const push: typeof english.push = {
  title: 'Avant l’envoi',
  practiceTitle: 'Avant l’exercice',
  will: {
    update: (value) =>
      `${counted(value, 'permis', 'permis')} ${value < 2 ? 'sera mis' : 'seront mis'} à jour`,
    create: (value) => `${counted(value, 'permis', 'permis')} ${value < 2 ? 'sera créé' : 'seront créés'}`,
    delete: (value) =>
      `${counted(value, 'permis', 'permis')} ${value < 2 ? 'sera supprimé' : 'seront supprimés'}`,
  },
  at: (connection) => `chez ${connection}`,
  practiceAt: 'chez le contrôleur d’exercice de cet ordinateur. Aucun vrai permis ne change.',
  facts: {
    title: 'Ce qui sera envoyé',
    looking: 'Les lignes sont parcourues…',
    show: (what) => fr`Montrer les lignes : ${what}`,
    before: (sent) =>
      [
        [
          sent.mended,
          `${rows(sent.mended)} ${sent.mended < 2 ? 'refusée et réparée' : 'refusées et réparées'}`,
        ],
        [
          sent.rejected,
          `${rows(sent.rejected)} ${sent.rejected < 2 ? 'refusée, inchangée' : 'refusées, inchangées'} depuis`,
        ],
        [sent.unknown, `${number(sent.unknown)} sans réponse`],
        [sent.neverSent, `${number(sent.neverSent)} jamais ${sent.neverSent < 2 ? 'envoyée' : 'envoyées'}`],
      ]
        .flatMap(([value, text]) => (value === 0 ? [] : [text]))
        .join(' · '),
    permits: 'Permis',
    endDates: 'Dates de fin',
    from: 'du',
    to: 'au',
    utc: (value) => `${value} UTC`,
    amounts: 'Montants en tout',
    amount: (total, currency, value) =>
      `${total} ${currency === '' ? 'sans devise' : currency} · ${rows(value)}`,
    by: 'Par',
    byLabel: 'Compter les permis selon cette colonne',
    noColumn: 'Choisir…',
    blank: '(vide)',
    more: (value) => `et ${number(value)} de plus`,
    warnings: 'Alertes',
    noWarnings: 'aucune',
    warning: (title, value) => `${title} · ${number(value)}`,
    confirmed: 'Gardées telles quelles',
    hidden: 'Masquées dans le classeur',
  },
  leftOut: 'Écartées',
  leftOutHidden: (value) => `dont ${rows(value)} ${value < 2 ? 'masquée' : 'masquées'} dans le classeur`,
  leftOutErrors: (value) => `${rows(value)} avec des erreurs`,
  changes: {
    title: 'Ce qui changerait',
    changed: (value) => counted(value, 'permis change', 'permis changent'),
    field: (value, field) => `${number(value)} × ${field}`,
    none: 'Rien de ce qui est connu ne changerait.',
    unchanged: (value, since) =>
      fr`${counted(value, 'ligne ne changerait', 'lignes ne changeraient')} rien de ce qui était connu ici en dernier${since === '' ? '' : ` (depuis le ${since})`}.`,
    same: (value, at, batch) =>
      fr`${counted(value, 'ligne porte', 'lignes portent')} exactement ce qui a été accepté la dernière fois, le plus récent de ${batch} le ${at.replace(/\.$/, '')}.`,
    leaveOut: (value) => (value < 2 ? 'L’écarter' : `Écarter ces ${number(value)}`),
    unknown: (value) => fr`De ${rows(value)}, on ne sait pas ce qui changerait.`,
    note: fr`Est connu ce qui a été envoyé de cet ordinateur. D’autres ont pu modifier des permis aussi.`,
  },
  leftOutBy: {
    duplicate: (value) => `${rows(value)} en double`,
    'by-hand': (value) => `${counted(value, 'ligne écartée', 'lignes écartées')} à la main`,
    only: (value) => `${counted(value, 'ligne écartée', 'lignes écartées')} par --only`,
    unchanged: (value) =>
      `${counted(value, 'ligne qui ne changerait', 'lignes qui ne changeraient')} rien, d’après ce qui est connu`,
    'undo-partly': (value) => `${rows(value)} dont l’état d’avant n’est connu qu’en partie`,
    'undo-not-known': (value) => `${rows(value)} dont rien d’antérieur n’est connu`,
    'undo-changed-since': (value) =>
      `${counted(value, 'ligne modifiée', 'lignes modifiées')} depuis par un autre bordereau`,
    'duplicate-by-hand': (value) =>
      `${counted(value, 'ligne écartée', 'lignes écartées')} à la main comme ${value < 2 ? 'doublon' : 'doublons'}`,
  },
  alreadyDone: (value) => `${rows(value)} déjà ${value < 2 ? 'acceptée' : 'acceptées'}`,
  nothingLeftOut: 'Aucune ligne n’est écartée.',
  look: 'Les montrer',
  onlyValid: (left, others) =>
    `Écarter ${rows(left)} avec des erreurs et envoyer ${others < 2 ? `l’autre` : `les ${number(others)} autres`}`,
  meetRejections: 'S’exercer aussi avec des refus',
  meetRejectionsHint:
    'Certains de ces permis n’existeront pas chez le contrôleur d’exercice, pour que vous voyiez que faire alors.',
  trial: (value) => `En envoyer d’abord ${number(value)}, puis attendre`,
  trialHint: 'Regardez ce qu’elles sont devenues avant que les autres lignes partent.',
  noUndo: {
    update: fr`Le contrôleur ne peut pas rétablir les anciennes valeurs. Ce qui était connu sur cet ordinateur peut être remis depuis les résultats ; ce qu’il n’a jamais su, non.`,
    create: fr`Un permis créé ne se reprend qu’en le supprimant, depuis les résultats. Ce qui reste sans réponse n’est pas renvoyé de soi-même : le permis pourrait être créé deux fois.`,
    delete: fr`Le contrôleur ne peut pas rétablir un permis : une suppression acceptée ne peut pas être reprise d’ici.`,
  },
  timesUnchanged: fr`Cette connexion convertit les dates de fin en UTC pour les mises à jour. Pour les nouveaux permis, le contrôleur n’a pas de champ pour cela : leurs heures sont envoyées telles que le fichier les donne.`,
  typed: (value) => `Tapez ${value} pour confirmer`,
  typedHint: {
    update: 'Plus de 500 vrais permis changent. Tapez le nombre de lignes.',
    create: 'Plus de 500 vrais permis sont créés. Tapez le nombre de lignes.',
    delete: 'De vrais permis sont supprimés pour de bon. Tapez le nombre de lignes.',
  },
  tokenMissing: (connection) => `${connection} n’a pas encore de jeton.`,
  noKeychain: fr`Cet ordinateur n’offre pas de trousseau : aucun jeton ne peut être gardé.`,
  tokenFirst: 'Il faut un jeton pour continuer.',
  setToken: 'Donner le jeton…',
  noConnection: 'Choisissez d’abord une connexion, en haut à droite.',
  go: (value, practice, operation = 'update') => {
    if (practice) return `S’exercer avec ${rows(value)}`;
    if (operation === 'create') return `Créer ${counted(value, 'permis', 'permis')}`;
    if (operation === 'delete') return `Supprimer ${counted(value, 'permis', 'permis')}`;
    return `Envoyer ${rows(value)}`;
  },
  resume: (value) => `Reprendre avec ${rows(value)}`,
  finish: fr`Terminer : écrire les résultats`,
  onlyResults: 'Chaque ligne a une issue. Seul le fichier des résultats reste à écrire.',
  resumeTitle: 'Cet envoi a été interrompu',
  resumeText: (accepted, left) =>
    [
      ...(accepted > 0
        ? [
            `${rows(accepted)} ${accepted < 2 ? 'a été acceptée et ne sera pas renvoyée' : 'ont été acceptées et ne seront pas renvoyées'}.`,
          ]
        : []),
      `${rows(left)} ${left < 2 ? 'attend' : 'attendent'} encore une issue.`,
    ].join(' '),
  sentence: (value, connection) => `${rows(value)} ${value < 2 ? 'prête' : 'prêtes'} pour ${connection}.`,
  nothing: 'Il ne reste aucune ligne à envoyer.',
  nothingTitle: 'Rien à envoyer',
  decideFirst: (value) => `${counted(value, 'colonne')} à décider avant tout envoi.`,
  decide: 'Décider des colonnes',
  confirmFirst: 'Cochez la case ci-dessus pour écarter les lignes avec des erreurs.',
  typeFirst: (value) => `Tapez ${value} ci-dessus pour envoyer.`,
  againTitle: 'Ce fichier a déjà été envoyé',
  again: 'L’envoyer encore une fois',
  back: 'Retour',

  running: (connection) => `Envoi à ${connection}`,
  practising: 'Exercice en cours',
  phase: {
    canary: 'Une ligne part d’abord seule, pour voir si la connexion est la bonne.',
    sending: 'Envoi en cours.',
    waiting: 'En attente.',
    asking: 'En pause, avec une question.',
    stopping: 'Arrêt en cours.',
    paused: 'En pause.',
    finishing: fr`Fin : les résultats sont écrits.`,
  },
  stopping: (value) =>
    fr`Arrêt : ${counted(value, 'réponse')} ${value < 2 ? 'attendue' : 'attendues'}. Plus rien n’est envoyé.`,
  pausedWith: (value) =>
    value === 0
      ? 'En pause. Rien n’est envoyé.'
      : `En pause. ${rows(value)} ${value < 2 ? 'attend' : 'attendent'} encore une réponse.`,
  waitingFor: (value) =>
    `${rows(value)} ${value < 2 ? 'attend' : 'attendent'} une réponse qui tarde. Toutes les autres sont parties avant.`,
  slowAnswers: (value) =>
    value < 2
      ? `En attente d’une réponse qui tarde.`
      : `En attente de ${number(value)} réponses qui tardent.`,
  progress: (done, total) => `${number(done)} sur ${rows(total)}`,
  noAnswerYet: 'sans réponse',
  perSecond: (value) => `${number(Math.round(value * 10) / 10)} par seconde`,
  left: (duration) => `encore ${duration} environ`,
  leftUnknown: 'temps restant pas encore connu',
  atOnce: (value) => `${number(value)} à la fois`,
  attempts: (value) => counted(value, 'requête envoyée', 'requêtes envoyées'),
  rate: 'Lignes par seconde',
  rateLabel: (now, peak) =>
    fr`Rythme dans le temps : ${number(Math.round(now))} maintenant, au plus ${number(Math.round(peak))} par seconde`,
  pause: 'Pause',
  goOn: 'Continuer',
  yesGoOn: 'Oui, continuer',
  cancel: 'Annuler l’envoi',
  cancelTitle: fr`Annuler cet envoi ?`,
  cancelText:
    'Les lignes déjà parties s’achèvent. Les autres restent non envoyées et peuvent l’être plus tard.',
  keepPushing: 'Poursuivre l’envoi',
  runningSentence: (done, total) => `${number(done)} sur ${rows(total)} ont une issue.`,
};
