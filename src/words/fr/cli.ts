import type { cli as english } from '../en/cli.ts';
import { number } from './counted.ts';
import { fr } from './typeset.ts';

export const cli: typeof english = {
  about:
    'Vérifie des tableaux de permis de stationnement et les envoie à OPSCOM, un permis à la fois et sans en perdre un.',
  noCommand: fr`Dites quelle commande ; --help les énumère.`,
  seeHelp: '(--help en dit plus)',
  options: {
    version: 'afficher la version',
    help: 'expliquer cette commande',
    dataDir: fr`dossier des bordereaux et des connexions (par défaut : celui de l’application)`,
    json: 'afficher exactement une valeur JSON sur la sortie standard',
    lang: 'langue de toutes les phrases',
    connection: fr`connexion à utiliser ; son jeton est dans le trousseau`,
    controller: 'adresse d’un contrôleur, telle que https://controller.operationscommander.io',
    client: 'son code d’intégration, tel que OC-TOMA',
    tokenStdin: 'lire le jeton sur la première ligne de l’entrée standard',
    concurrency: fr`requêtes simultanées au plus, de 1 à 64 (par défaut : 8)`,
    rate: 'requêtes par seconde au plus',
    patience: fr`durée d’attente d’un contrôleur injoignable, en secondes (par défaut : 600)`,
    unknownToo: fr`renvoyer aussi les lignes inconnues là où le faire deux fois nuirait (create) : seulement après les avoir vérifiées une à une`,
    onlyValid: 'envoyer les autres lignes même si certaines ne sont pas valides',
    onlyChanged: 'écarter les lignes qui ne changeraient rien, d’après ce qui est connu ici',
    again: 'renvoyer un fichier déjà envoyé à cette connexion',
    results: fr`où écrire les résultats (par défaut : NOM.results.csv à côté de la source)`,
    out: fr`fichier à écrire, un classeur de textes s’il finit par .xlsx ; jamais écrasé, un numéro s’ajoute`,
    separator: fr`ce qui sépare les cellules d’un CSV : comma (virgule, par défaut), semicolon (point-virgule), tab ou pipe`,
    only: fr`états à écrire, séparés par des virgules : accepted, rejected, unknown, unsent, skipped`,
  },
  commands: {
    push: 'vérifier un fichier et envoyer ses mises à jour, ou envoyer un bordereau',
    resume: 'reprendre un envoi interrompu',
    retry: 'renvoyer les lignes refusées et inconnues d’un bordereau',
    results: 'écrire de nouveau les résultats d’un bordereau',
    list: 'lister les bordereaux, le plus récent d’abord',
  },
  usage: {
    noTarget: fr`Indiquez où envoyer : --connection NOM, ou --controller URL avec --client CODE et --token-stdin.`,
    twoTargets: 'Donnez soit --connection, soit --controller avec --client, mais pas les deux.',
    clientMissing: '--controller demande --client.',
    controllerMissing: '--client demande --controller.',
    tokenNeeded: fr`--controller demande --token-stdin : le jeton est la première ligne de l’entrée standard.`,
    notANumber: (option, value, least, most) =>
      fr`${option} est un nombre de ${number(least)} à ${number(most)} ; « ${value} » n’en est pas un.`,
    outcome: (value) =>
      fr`« ${value} » n’est pas un état. Ce sont accepted, rejected, unknown, unsent et skipped.`,
    separator: (value) => fr`--separator prend comma, semicolon, tab ou pipe ; « ${value} » n’en est pas.`,
    tokenNotSet: (connection) =>
      fr`Aucun jeton n’est gardé pour « ${connection} ». Indiquez-le avec : permit-loader token set "${connection}"`,
  },
  failures: {
    'batch-missing': (facts) => `Le fichier ${facts['path']} n’existe pas.`,
    'batch-foreign': (facts) => `${facts['path']} n’est pas un bordereau.`,
    'batch-newer': (facts) =>
      `${facts['path']} vient d’une version plus récente de Permit Loader. Mettez celle-ci à jour.`,
    'batch-in-use': (facts: Readonly<Record<string, string | number>>) =>
      fr`${facts['path']} est ouvert dans un autre programme, qui le garde pour lui. Il n’est pas endommagé : fermez-le là, ou réessayez dans un instant.`,
    'batch-unreadable': (facts) => `${facts['path']} ne peut pas être lu (${facts['reason']}).`,
    'batch-altered': (facts: Readonly<Record<string, string | number>>) =>
      fr`${facts['path']} n’est pas un bordereau tel que Permit Loader en fait : ses tables ont été modifiées, ou il apporte ses propres programmes. Il n’a pas été ouvert.`,
    'batch-damaged': (facts: Readonly<Record<string, string | number>>) =>
      fr`${facts['path']} est endommagé (${facts['place']}). Il n’a pas été ouvert ; redemandez-le, ou demandez le fichier dont il provient.`,
    'data-folder': (facts) =>
      `Le dossier de données ${facts['path']} ne peut pas servir (${facts['reason']}). Choisissez-en un autre avec --data-dir.`,
  },
  pushingTo: (controller) =>
    `Envoi à ${controller}. Le contrôleur ne peut pas rétablir les anciennes valeurs.`,
  progress: (done, total, perSecond, left) =>
    `${number(done)} lignes sur ${number(total)} · ${number(Math.round(perSecond))}/s${left === '' ? '' : ` · encore ${left}`}`,
  finishing: fr`Arrêt : les requêtes en cours se terminent. Ctrl+C encore une fois pour quitter aussitôt.`,
  secondsLeft: (seconds) =>
    seconds < 90
      ? `${Math.ceil(seconds)} s`
      : seconds < 5400
        ? `${Math.ceil(seconds / 60)} min`
        : `${Math.ceil(seconds / 3600)} h`,
  tally: ({ accepted, rejected, unknown, unsent, skipped }) =>
    fr`acceptées : ${number(accepted)} · refusées : ${number(rejected)} · inconnues : ${number(unknown)} · non envoyées : ${number(unsent)} · laissées de côté : ${number(skipped)}`,
  interrupted: (batch) => fr`Interrompu. Reprenez avec : permit-loader resume "${batch}"`,
  resultsAt: (path) => fr`Résultats : ${path}`,
  trustCertificate: fr`Cette version de Node ne lit pas le magasin du système d’exploitation. Nommez un fichier avec le certificat (PEM) dans la variable d’environnement NODE_EXTRA_CA_CERTS, ou utilisez Node 22.15 ou plus récent.`,
  resultsGoElsewhere: (folder) => `Les résultats seront écrits dans ${folder}.`,
  resultsElsewhere: (path) => fr`Ils ont été écrits ici : ${path}`,
  resultsByHand: (batch) => fr`Écrivez-les avec : permit-loader results "${batch}" --out FICHIER.csv`,
  batchAt: (path) => fr`Bordereau : ${path}`,
  notListed: (batch, why) => fr`Absent de la liste : ${batch}. ${why}`,
  noBatches: 'Il n’y a pas encore de bordereaux.',
  listHeader: [
    'Créé',
    'Fichier',
    'Lignes',
    'Acceptées',
    'Refusées',
    'Inconnues',
    'Non envoyées',
    'De côté',
    '',
  ],
  listInterrupted: 'interrompu',
  outputFailed: (reason: string) =>
    `Ce qu’il y a à dire n’a pas pu être écrit (${reason}). Le travail lui-même a continué.`,
  unexpected: (reason) => fr`Il s’est produit une erreur qui n’aurait pas dû : ${reason}`,
};
