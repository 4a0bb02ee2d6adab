import type { opscom as english } from '../en/opscom.ts';
import { counted } from './counted.ts';
import { fr } from './typeset.ts';

type Facts = Readonly<Record<string, string | number>>;

export const opscom: typeof english = {
  failures: {
    'controller-not-url': (facts: Facts) =>
      `« ${facts['value']} » n’est pas l’adresse d’un contrôleur. Elle ressemble à https://controller.operationscommander.io.`,
    'controller-not-https': (facts: Facts) =>
      `Les jetons ne sont envoyés que par https. Écrivez ${facts['origin']}. Seul cet ordinateur lui-même peut être joint en http simple.`,
    'controller-credentials': (facts: Facts) =>
      `L’adresse d’un contrôleur ne contient ni nom d’utilisateur ni mot de passe. Écrivez ${facts['origin']}.`,
    'controller-more-than-origin': (facts: Facts) =>
      `L’adresse d’un contrôleur s’arrête après l’hôte. Écrivez ${facts['origin']} ; le chemin y est ajouté.`,
    'client-code': (facts: Facts) =>
      `« ${facts['value']} » n’est pas un code d’intégration. Il compte de 1 à 50 lettres, chiffres, tirets ou traits de soulignement, comme OC-TOMA.`,
    'connection-name': (facts: Facts) =>
      `Le nom d’une connexion compte de 1 à ${facts['longest']} caractères, sur une seule ligne.`,
    'connection-practice': (facts: Facts) =>
      `« ${facts['name']} » est la connexion d’entraînement intégrée. Elle ne peut être ni modifiée, ni remplacée, ni supprimée.`,
    'connection-rate': (facts: Facts) =>
      `${facts['value']} n’est pas un débit. C’est un nombre de requêtes par seconde supérieur à 0, d’au plus 100 000.`,
    'connection-concurrency': (facts: Facts) =>
      `${facts['value']} n’est pas un nombre de requêtes simultanées. C’est un nombre entier de 1 à 64.`,
    'connection-zone': (facts: Facts) =>
      `« ${facts['value']} » n’est pas un fuseau horaire connu ici. Les fuseaux se nomment comme America/Toronto.`,
    'connection-utc-without-zone': () =>
      'Les dates de fin ne peuvent être converties en UTC que si le fuseau horaire du stationnement est indiqué, par exemple America/Toronto.',
    'connection-plate-form': (facts: Facts) =>
      fr`« ${facts['value']} » n’est pas une forme de plaques. Écrivez combien de caractères elles ont, par exemple 2-10, au plus 25.`,
    'connection-day-end': (facts: Facts) =>
      `« ${facts['value']} » n’est pas une heure. Écrivez-la comme 23:59:59.`,
    'connection-exists': (facts: Facts) => `Une connexion nommée « ${facts['name']} » existe déjà.`,
    'connection-unknown': (facts: Facts) => `Aucune connexion ne se nomme « ${facts['name']} ».`,
    'connections-damaged': (facts: Facts) =>
      `Le fichier des connexions est endommagé${facts['place'] === '' ? '' : ` à « ${facts['place']} »`} : ${facts['path']}. Il a été laissé tel quel ; réparez-le, ou déplacez-le et ajoutez de nouveau les connexions.`,
    'connections-newer': (facts: Facts) =>
      `Le fichier des connexions a été écrit par une version plus récente de Permit Loader : ${facts['path']}. Installez cette version ici aussi.`,
    'connections-unreadable': (facts: Facts) =>
      `Le fichier des connexions ne peut pas être lu : ${facts['path']} (${facts['reason']}).`,
    'connections-unwritable': (facts: Facts) =>
      `Le fichier des connexions ne peut pas être écrit : ${facts['path']} (${facts['reason']}). Rien n’a été modifié.`,
    'keychain-not-installed': () =>
      fr`Le trousseau ne peut pas être utilisé : il en manque une partie. Sous Debian et Ubuntu, installez libsecret-1-0 ; ailleurs, réinstallez Permit Loader.`,
    'keychain-unreachable': () =>
      'Aucun trousseau ne répond, un jeton ne peut donc pas être conservé ici. Sous Linux, il faut une session de bureau avec un trousseau comme GNOME Keyring. Sinon, envoyez depuis le terminal avec --token-stdin ; la connexion d’entraînement n’a pas besoin de jeton.',
    'keychain-locked': () => 'Le trousseau est verrouillé. Déverrouillez-le, puis réessayez.',
    'keychain-failed': (facts: Facts) => `Le trousseau a échoué : ${facts['reason']}`,
    'token-missing': () => 'Aucun jeton n’a été donné.',
    'token-form': (facts: Facts) =>
      `Ce n’est pas un jeton : il compte de 1 à 50 lettres, chiffres ou tirets, et rien d’autre. Ce qui a été donné compte ${facts['length']} caractères.`,
  },

  practice: {
    about: 'fait tourner un contrôleur d’entraînement sur cet ordinateur jusqu’à son arrêt',
    options: {
      port: 'port d’écoute ; 0 prend n’importe quel port libre',
      token: 'le seul jeton admis ; sans cette option, tout jeton bien formé l’est',
      seed: 'CSV de permis dont les numéros de référence existent alors ; sans cette option, tout numéro bien formé existe',
      randomSeed: 'nombre qui rend les pannes reproductibles',
      latency: 'millisecondes avant chaque réponse',
      fail: 'part des requêtes auxquelles répondre 500, de 0 à 1',
      throttle: 'requêtes par seconde ; au-delà, 429 avec Retry-After',
      drop: 'part des requêtes à appliquer puis à couper, de 0 à 1',
      garble: 'part des requêtes auxquelles répondre n’importe quoi, de 0 à 1',
      log: 'fichier SQLite pour ses données et pour chaque requête, sans jetons',
    },
    notANumber: (option, value, least, most) =>
      `${option} ${value} : il faut un nombre de ${least} à ${most}.`,
    notWhole: (option, value, least, most) =>
      `${option} ${value} : il faut un nombre entier de ${least} à ${most}.`,
    ratiosTooHigh: '--fail, --drop et --garble dépassent 1 ensemble.',
    portTaken: (port, reason) =>
      `Le port ${port} ne peut pas être utilisé (${reason}). Choisissez-en un autre, ou 0 pour n’importe lequel.`,
    logUnusable: (path, reason) => `Le fichier ${path} ne peut pas servir de journal (${reason}).`,
    seedUnreadable: (path, reason) => `${path} ne peut pas être lu (${reason}).`,
    seedWithoutReference: (path) => `${path} n’a pas de colonne de numéros de référence.`,
    seeded: (count) => `${counted(count, 'permis existe', 'permis existent')}.`,
    stop: 'Ctrl+C pour arrêter.',
  },

  connection: {
    about: 'les contrôleurs auxquels envoyer',
    add: 'ajoute une connexion',
    list: 'liste les connexions',
    remove: 'supprime une connexion et son jeton',
    options: {
      controller: 'son origine, comme https://controller.operationscommander.io',
      client: 'son code d’intégration, comme OC-TOMA',
      rate: 'requêtes par seconde au plus',
      concurrency: 'requêtes simultanées au plus, de 1 à 64 (8 par défaut)',
      zone: 'le fuseau horaire du stationnement, comme America/Toronto',
      endDate: 'envoie la date de fin inchangée (unchanged) ou convertie (utc)',
      plateForm: fr`les plaques n’ont que des majuscules et des chiffres, en tel nombre, par exemple 2-10 ; les autres sont signalées`,
      dayEnd: 'heure donnée à une date sans heure, HH:MM:SS (23:59:59 par défaut)',
    },
    added: (name) =>
      `« ${name} » a été ajoutée. Indiquez maintenant son jeton : permit-loader token set "${name}"`,
    removed: (name) => `« ${name} » et son jeton ont été supprimés.`,
    removedWithoutToken: (name, why) =>
      `« ${name} » a été supprimée. Si un jeton était conservé pour elle, il est encore dans le trousseau. ${why}`,
    practice: 'sur cet ordinateur, pour l’entraînement',
    header: ['Nom', 'Contrôleur', 'Client'],
  },

  token: {
    about: 'les jetons du trousseau',
    set: 'conserve pour une connexion le jeton lu sur la première ligne de l’entrée standard',
    status: 'dit si une connexion a un jeton',
    delete: 'retire du trousseau le jeton d’une connexion',
    prompt: (connection) => `Jeton de « ${connection} » (non affiché) : `,
    written: (connection) => `Le jeton de « ${connection} » est dans le trousseau.`,
    isSet: (connection) => `« ${connection} » a un jeton.`,
    isMissing: (connection) => `« ${connection} » n’a pas de jeton.`,
    maybeLocked: 'Un trousseau verrouillé ne dit rien : s’il l’est, déverrouillez-le et redemandez.',
    deleted: (connection) => `Le jeton de « ${connection} » a été supprimé.`,
    nothingToDelete: (connection) => `« ${connection} » n’avait pas de jeton.`,
    notNeeded: (connection) => `« ${connection} » sert à l’entraînement et n’a pas besoin de jeton.`,
  },
};
