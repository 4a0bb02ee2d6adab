import type { app as english } from '../en/app.ts';
import { number } from './counted.ts';
import { fr } from './typeset.ts';

const s = (value: number) => (value < 2 ? '' : 's');

export const app: typeof english = {
  menu: {
    file: 'Fichier',
    newBatch: 'Nouveau bordereau',
    open: 'Ouvrir…',
    sample: 'Ouvrir l’exemple',
    connections: 'Connexions',
    settings: 'Réglages…',
    close: 'Fermer la fenêtre',
    quit: 'Quitter',
    edit: 'Édition',
    undo: 'Annuler',
    redo: 'Rétablir',
    cut: 'Couper',
    copy: 'Copier',
    paste: 'Coller',
    selectAll: 'Tout sélectionner',
    find: 'Chercher dans les lignes',
    view: 'Affichage',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    zoomReset: 'Taille réelle',
    fullScreen: 'Plein écran',
    developer: 'Outils de développement',
    window: 'Fenêtre',
    minimize: 'Placer dans le Dock',
    help: 'Aide',
    guide: 'Guide',
    shortcuts: 'Raccourcis clavier',
    updates: 'Rechercher des mises à jour…',
    about: 'À propos de Permit Loader',
    services: 'Services',
    hide: 'Masquer Permit Loader',
    hideOthers: 'Masquer les autres',
    showAll: 'Tout afficher',
    quitMac: 'Quitter Permit Loader',
  },
  dialogs: {
    open: 'Ouvrir des feuilles de permis',
    spreadsheets: 'Feuilles de calcul et bordereaux',
    allFiles: 'Tous les fichiers',
    saveErrors: 'Enregistrer la liste des erreurs',
    saveCorrected: 'Enregistrer le fichier corrigé',
    csv: 'Fichier CSV',
    workbook: 'Classeur Excel',
    pasted: 'Lignes collées',
    saveTemplate: 'Enregistrer un fichier à remplir',
    templateName: (operation) =>
      `permis à ${{ update: 'mettre à jour', create: 'créer', delete: 'supprimer' }[operation] ?? operation}.xlsx`,
    savePermits: 'Enregistrer ce qu’on savait en dernier',
    permitsName: (connection) => `${connection} permis.csv`.replaceAll(/[/\\:]/g, '-'),
    importPermits: 'Choisir une liste de permis avec des ID de référence',
    saveResults: 'Enregistrer les résultats',
    archive: 'Choisir le dossier d’archivage',
    saveReport: 'Enregistrer le rapport d’audit',
    reportName: (name: string, format: string) => `${name}.audit.${format}`,
    errorsName: (name) => `${name}.erreurs.csv`,
    correctedName: (name) => `${name}.corrige.csv`,
    deleting: {
      message: (file) => fr`Supprimer le bordereau de ${file} ?`,
      detail: fr`Ses lignes, ses réponses et sa piste d’audit disparaissent alors pour de bon. L’historique garde une ligne : ce que c’était, son décompte et la tête de sa piste. Enregistrez d’abord un rapport si quelqu’un peut poser la question.`,
      remove: 'Supprimer',
      keep: 'Garder',
      keepKnown: 'Garder dans le livre des permis ce qu’il disait des permis',
    },
    changingTarget: {
      message: (name) => fr`Diriger ${name} vers un autre contrôleur ?`,
      detail: (before, after) =>
        fr`C’était ${before}, ce serait ${after}. Son jeton a été donné pour le premier : il est retiré, et sera demandé de nouveau.`,
      change: 'Changer',
      leave: 'Laisser',
    },
    closing: {
      message: 'Un envoi est en cours.',
      detail:
        'Si vous l’arrêtez, les lignes déjà parties se terminent et les autres restent non envoyées. Vous pourrez le reprendre au prochain démarrage de Permit Loader.',
      stop: 'Arrêter et fermer',
      stay: 'Continuer l’envoi',
    },
  },
  updates: {
    newest: (version) => `Vous avez la version la plus récente, la ${version}.`,
    newer: (version) => `La version ${version} est disponible.`,
    later: 'Pas maintenant',
    install: 'Télécharger, installer à la fermeture',
    page: 'Ouvrir la page',
    ready: (version) => `La version ${version} s’installe quand vous fermez Permit Loader.`,
    unproven: fr`Rien ne prouve qui a fait cette version : cet exemplaire n’a pas de clé pour cela, ou la version pas de signature. Permit Loader ne l’installe donc pas lui-même.`,
    elsewhere: fr`Qui a installé cet exemplaire installe aussi le nouveau : Permit Loader ne le remplace pas lui-même.`,
    forged: 'Cette version n’est pas authentique.',
    forgedDetail: (version) =>
      `La source des versions propose la ${version}, mais sans la signature des versions de Permit Loader. Rien n’a été téléchargé. Veuillez le dire à la personne qui s’occupe de cet ordinateur.`,
    failed: (version) => `La version ${version} n’a pas été téléchargée.`,
    failedDetail:
      'Ce qui est arrivé n’est pas le fichier que la version décrit, ou la connexion s’est rompue. Rien n’a été installé.',
    notKnown: 'On ne sait pas s’il y a une version plus récente.',
  },
  notifications: {
    finished: 'Envoi terminé',
    ended: 'Envoi arrêté',
    tally: (file, accepted, others) =>
      others === 0
        ? fr`${file} : ${number(accepted)} acceptée${s(accepted)}.`
        : fr`${file} : ${number(accepted)} acceptée${s(accepted)}, ${number(others)} non acceptée${s(others)}.`,
  },
  failures: {
    bug: ({ id = '' }) =>
      `Quelque chose n’a pas fonctionné dans Permit Loader lui-même. Rien de plus n’a été fait. Pour l’assistance, l’incident est noté dans le journal sous ${id}.`,
    'engine-stopped': () =>
      fr`La partie de Permit Loader qui travaille sur les fichiers s’est arrêtée sans prévenir et a été relancée. Ce qu’elle avait fait est sur le disque ; veuillez réessayer.`,
    'call-foreign': () => 'Cette page ne peut pas demander cela à Permit Loader.',
    'call-unknown': () => 'Permit Loader ne connaît pas cette commande.',
    'call-invalid': () => fr`La demande n’a pas été comprise ; rien n’a été fait.`,
    'drop-nameless': () =>
      fr`Le système a transmis un fichier sans son nom ; rien n’a été lu. Choisissez-le plutôt avec « Ouvrir un fichier… ».`,
    'reading-unknown': () => 'Ce fichier n’est plus en cours de lecture.',
    'push-not-running': () => 'Ce bordereau n’est pas en cours d’envoi.',
    'token-not-set': ({ name = '' }) =>
      `${name} n’a pas encore de jeton. Définissez-le sous Connexions, puis lancez l’envoi.`,
    'results-missing': ({ path = '' }) =>
      path === ''
        ? 'Aucun fichier de résultats n’a encore été écrit.'
        : `Le fichier de résultats n’est plus à l’emplacement ${path}.`,
    'open-failed': ({ path = '', reason = '' }) => fr`Impossible d’ouvrir ${path} : ${reason}`,
    'feed-unreachable': ({ address = '', reason = '' }) => fr`${address} n’a pas répondu : ${reason}`,
    'feed-address': ({ address = '' }) =>
      `${address} ne peut pas être une source de versions, elle doit commencer par https://.`,
    'feed-unreadable': ({ address = '' }) => `Il n’y a pas de version compréhensible à l’adresse ${address}.`,
    'paste-failed': ({ reason = '' }) => fr`Impossible de garder les lignes : ${reason}`,
    'results-unplaced': () =>
      fr`Rien n’a été envoyé. Des lignes collées n’ont pas de dossier à elles : dites où enregistrer leurs résultats, puis envoyez.`,
    'sample-failed': ({ reason = '' }) => fr`Impossible de copier l’exemple : ${reason}`,
    'write-failed': ({ path = '', reason = '' }) =>
      fr`Impossible d’écrire ${path} : ${reason} Choisissez un autre dossier, ou fermez le fichier là où il est ouvert.`,
    'no-row': ({ row = '' }) => `Il n’y a pas de ligne ${row} dans ce bordereau.`,
    'no-doubt': ({ row = '' }) => `Rien n’est à confirmer dans cette cellule de la ligne ${row}.`,
    'no-repair': ({ row = '' }) => `Aucune réparation n’est connue pour cette cellule de la ligne ${row}.`,
    'push-broke': () =>
      fr`L’envoi s’est arrêté à cause d’une défaillance de Permit Loader lui-même, notée dans le journal. Le sort de chaque ligne est enregistré ; vous pouvez reprendre.`,
    'reading-broke': () =>
      'Le fichier n’a pas pu être lu à cause d’une défaillance de Permit Loader lui-même, notée dans le journal. Rien n’a été conservé.',
    'source-changed': ({ path = '' }) =>
      fr`${path} n’est plus le fichier dont ce bordereau est fait : vos modifications pourraient ne pas lui convenir. Ouvrez-le comme un nouveau bordereau.`,
  },
  tries: {
    'try-good': () =>
      fr`Le contrôleur laisse entrer cette connexion : il connaît le jeton et a répondu comme prévu.`,
    'try-accepted': () =>
      fr`Le contrôleur laisse entrer cette connexion. Il a accepté la mise à jour d’un permis inventé : il se peut donc qu’il ne signale pas un permis qui n’existe pas.`,
    'try-practice': () => 'Le contrôleur d’exercice de cet ordinateur est prêt.',
    'try-stats': ({ zones = 0, names = '' }) =>
      Number(zones) === 0
        ? fr`Le contrôleur laisse entrer cette connexion ; il n’a aucune zone à dire. Si elle peut modifier des permis, la première ligne le dira.`
        : fr`Le contrôleur laisse entrer cette connexion et dit ses zones (${zones}${names === '' ? '' : `, dont ${names}`}). S’il peut modifier des permis, la première ligne le dira.`,
    'try-no-stats': () =>
      fr`Le contrôleur laisse entrer cette connexion pour les mises à jour. Ce jeton ne peut pas lire ses totaux : ses zones ne sont donc pas connues ici.`,
    'refused-by-code': ({ errorCode = '', message = '' }) =>
      fr`Le contrôleur n’admet pas cette connexion (erreur ${errorCode}${message === '' ? '' : fr` : « ${message} »`}). Vérifiez le code d’intégration et écrivez le jeton à nouveau.`,
    'refused-by-status': ({ httpStatus = 0 }) =>
      `Le contrôleur n’admet pas cette connexion (HTTP ${httpStatus}). Vérifiez le code d’intégration et écrivez le jeton à nouveau.`,
    certificate: ({ detail = '' }) =>
      fr`Le certificat du contrôleur n’est pas fiable (${detail}). Vérifiez l’adresse ; le certificat d’un mandataire d’entreprise doit être dans le magasin du système.`,
    'not-this-api-not-found': ({ httpStatus = 0 }) =>
      `Quelque chose répond à cette adresse, mais ne connaît pas l’API des permis (HTTP ${httpStatus}). Vérifiez l’adresse et le code d’intégration.`,
    'not-this-api-redirect': ({ httpStatus = 0, location = '' }) =>
      `Cette adresse renvoie ailleurs (HTTP ${httpStatus}${location === '' ? '' : ` vers ${location}`}). Le renvoi n’est pas suivi, car le jeton partirait avec lui. Vérifiez l’adresse.`,
    'token-not-set': () => 'Elle n’a pas encore de jeton. Écrivez-le, puis réessayez.',
    'try-busy': () => 'Le contrôleur demande d’attendre avant d’autres requêtes. Réessayez dans une minute.',
    'try-no-answer': ({ httpStatus = 0 }) =>
      Number(httpStatus) > 0
        ? fr`Le contrôleur n’a pas répondu comme le fait cette API (HTTP ${httpStatus}). Réessayez ; si cela persiste, vérifiez l’adresse et le code d’intégration.`
        : fr`Le contrôleur n’a pas répondu à temps. Réessayez ; si cela persiste, vérifiez l’adresse et le réseau de cet ordinateur.`,
  },
};
