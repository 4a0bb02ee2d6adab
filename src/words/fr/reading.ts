import type { reading as english } from '../en/reading.ts';
import { counted, number, rows } from './counted.ts';
import { issues } from './issues.ts';
import { fr } from './typeset.ts';

const many = (count: string | number | undefined) => Number(count) >= 2;

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'des virgules',
  ';': 'des points-virgules',
  '\t': 'des tabulations',
  '|': 'des barres verticales',
  ' ': 'des espaces',
};
const delimiterName = (character: string | number | undefined) =>
  delimiterNames[fr`${character}`] ?? fr`« ${character} »`;

/** What may be the reason that no column holds reference IDs. */
const perhaps = ({ sheets, data, encoding, count, total }: Readonly<Record<string, string | number>>) =>
  `${
    count === undefined
      ? ''
      : fr` De ses ${number(total)} premières valeurs, ${number(count)} ressemblent à des ID de référence.`
  }${
    encoding === undefined
      ? ''
      : fr` Le fichier a été lu en ${encoding} ; si les lettres paraissent fausses, nommez son codage : macintosh, cp850 ou un autre.`
  }${sheets === undefined ? '' : fr` Les feuilles du classeur sont ${sheets}.`}${
    data === undefined
      ? ''
      : fr` La ligne ${number(data)} a été prise pour les en-têtes et se lit comme un permis : ce fichier n’a peut-être pas de ligne d’en-tête.`
  }`;

/** Chaque élément d’une liste à virgules, entre guillemets. */
const quoted = (list: string | number | undefined) =>
  `${list}`
    .split(', ')
    .map((one) => fr`« ${one} »`)
    .join(', ');

/** Ce à quoi ressemblent les valeurs d’une colonne, selon le champ ; sans champ, à des ID de référence. */
const valuesOf: Readonly<Record<string, string>> = {
  endDate: 'des dates de fin',
  plate: 'des plaques',
  amount: 'des montants',
  currency: 'des devises',
};

export const reading: typeof english = {
  commands: {
    read: 'dire comment des fichiers sont compris, sans les vérifier ni les garder',
    validate: fr`vérifier un fichier ; sans réseau ni jeton`,
    template: 'écrire un fichier vide avec les bons en-têtes et une ligne d’exemple',
  },
  options: {
    encoding: fr`codage des caractères, tel que utf-8, windows-1252, macintosh, cp850 ou cp437 (par défaut : détecté)`,
    delimiter: fr`ce qui sépare les cellules : un caractère, ou tab (par défaut : détecté)`,
    quote: fr`ce qui entoure les cellules contenant un séparateur (par défaut : détecté)`,
    escape: fr`ce qui précède un guillemet entre guillemets (par défaut : détecté)`,
    sheet: fr`la feuille d’un classeur (par défaut : la première)`,
    headerRow: fr`la ligne des en-têtes ; 0 : le fichier n’en a pas, ses colonnes s’appellent Column 1 et ainsi de suite`,
    clean: 'écrire ce qui a été lu dans un CSV propre',
    cleanFolder: 'écrire ce qui a été lu dans ce dossier, un CSV propre par fichier',
    map: fr`ce qu’une colonne représente, par exemple "Auto=plate" ; "Auto=" la laisse de côté ; peut se répéter`,
    set: fr`une même valeur pour toutes les lignes, d’un champ qu’aucune colonne ne contient, par exemple "endDate=2027-12-31T23:59:59" ; peut se répéter`,
    operation: fr`ce qui est à faire des permis : update (par défaut), create ou delete`,
    duplicates: fr`lesquelles des lignes d’un même identifiant sont envoyées : first, last ou all`,
    repair: 'appliquer toute correction qui n’a qu’un sens',
    confirm: fr`dire que les valeurs ayant ce problème sont voulues, par exemple placeholder, ou placeholder=NONE pour cette seule valeur ; peut se répéter`,
    only: fr`n’envoyer que les lignes qui ont ce texte dans cette colonne, par exemple "Lot=Lot 7" ; les autres sont écartées ; peut être répété`,
    connection: 'connexion dont comptent les réglages d’heure, la forme des plaques et les permis connus',
    errors: 'écrire les lignes qui ont des problèmes, et lesquels',
    fixed: 'écrire le fichier tel qu’il est maintenant, corrections comprises',
    templateOperation: fr`à quoi sert le fichier : update, create ou delete`,
    templateOut: fr`fichier à écrire ; dans un classeur (.xlsx), chaque cellule est du texte`,
  },
  usage: {
    'option-header-row': ({ value }) =>
      fr`--header-row est le numéro d’une ligne, ou 0 pour un fichier sans en-têtes ; « ${value} » n’est ni l’un ni l’autre.`,
    'confirm-unknown': ({ code, codes }) =>
      fr`« ${code} » ne peut pas être confirmé. Peuvent l’être : ${codes}.`,
    'map-form': ({ value }) =>
      fr`--map prend "En-tête=champ" ; « ${value} » n’a pas de signe égal après un en-tête.`,
    'map-field-unknown': ({ field, fields }) =>
      fr`« ${field} » n’est pas un champ. Les champs sont ${fields}.`,
    'set-form': ({ value }) =>
      fr`--set prend "champ=valeur" ; « ${value} » n’a pas de signe égal entre un champ et une valeur.`,
    'set-field-unknown': ({ field, fields }) =>
      fr`--set : « ${field} » n’est pas un champ qui puisse être fixé. Ce sont : ${fields}.`,
    'set-field-twice': ({ field }) =>
      fr`--set : ${field} est donné deux fois. Chaque ligne prend une seule valeur.`,
    'set-batch': fr`--set demande le fichier, pas un bordereau : un bordereau garde les valeurs avec lesquelles il a été fait.`,
    'only-form': ({ value }) =>
      fr`--only prend "En-tête=valeur" ; « ${value} » n’a pas de signe égal après un en-tête.`,
    'one-out': '--out prend un seul fichier. Pour plusieurs, nommez un dossier avec --out-dir.',
  },
  failures: {
    'file-missing': ({ path }) => fr`Le fichier ${path} n’existe pas. A-t-il été déplacé ou renommé ?`,
    'file-is-directory': ({ path }) => fr`${path} est un dossier. Choisissez-y un fichier.`,
    'file-not-regular': ({ path }) => fr`${path} n’est pas un fichier ordinaire et ne peut pas être lu.`,
    'file-denied': ({ path }) =>
      fr`Vous ne pouvez pas lire ${path}. Demandez l’accès, ou copiez-le dans un de vos dossiers.`,
    'file-name-not-allowed': ({ path, character }) =>
      fr`Le fichier ${path} n’existe pas : Windows n’admet pas « ${character} » dans un nom. Les motifs ne sont pas développés ici ; nommez chaque fichier.`,
    'file-locked': ({ path }) => fr`Un autre programme garde ${path} pour lui. Fermez-le, puis réessayez.`,
    'file-unreadable': ({ path, reason }) => fr`${path} ne peut pas être lu (${reason}).`,
    'file-changed': ({ path }) =>
      fr`${path} a changé pendant la lecture. Attendez la fin de son enregistrement, puis ouvrez-le de nouveau.`,
    'file-empty': ({ path }) => fr`${path} est vide. Exportez-le de nouveau.`,
    'file-binary': ({ path }) =>
      fr`${path} n’est pas un tableau de texte. Ouvrez-le dans son programme et enregistrez-le en CSV ou en XLSX.`,
    'file-pdf': ({ path }) =>
      fr`${path} est un PDF, l’image d’une page : ses cellules ne se lisent pas à coup sûr. Demandez le tableau en XLSX ou en CSV au programme qui l’a fait.`,
    'file-picture': ({ path }) =>
      fr`${path} est une image. Demandez le tableau lui-même, en XLSX ou en CSV, au programme qui l’a fait.`,
    'file-database': ({ path }) =>
      fr`${path} est une base de données. Ouvrez-la dans son programme et exportez la table des permis en CSV ou en XLSX.`,
    'file-protected': ({ path }) =>
      fr`${path} est un classeur protégé par un mot de passe, que personne ne lit sans lui. Ouvrez-le dans Excel et enregistrez-le sans mot de passe.`,
    'file-document': ({ path }) =>
      fr`${path} est un document de texte, comme ceux de Word. Copiez son tableau dans un tableur et enregistrez-le en XLSX ou en CSV.`,
    'file-slides': ({ path }) =>
      fr`${path} est une présentation. Copiez son tableau dans un tableur et enregistrez-le en XLSX ou en CSV.`,
    'file-numbers': ({ path }) =>
      fr`${path} est un document de Numbers ou de Pages, d’Apple. Ouvrez-le dans son programme et exportez-le en Excel ou en CSV.`,
    'file-shortcut': ({ path }) =>
      fr`${path} n’est qu’un lien vers une page, comme une feuille Google, et ne contient aucune ligne. Ouvrez le lien et téléchargez la feuille en XLSX ou en CSV.`,
    'file-archive': ({ path }) =>
      fr`${path} est une archive et non un classeur. Décompressez-la et ouvrez le fichier qu’elle contient.`,
    'file-mail': ({ path }) =>
      fr`${path} est un message ou une archive web. Ouvrez-le dans son programme et enregistrez le tableau en XLSX ou en CSV.`,
    'file-markup': ({ path }) =>
      fr`${path} est un fichier XML, mais pas une feuille de calcul XML. Enregistrez le tableau en XLSX ou en CSV dans le programme qui l’a fait.`,
    'file-no-table': ({ path }) =>
      fr`${path} est une page web sans tableau. Enregistrez le tableau en XLSX ou en CSV dans le programme qui l’a fait.`,
    'file-not-xlsx': ({ path }) =>
      fr`${path} n’est pas un classeur lisible, ou il est endommagé. Enregistrez-le de nouveau en XLSX, ou en CSV.`,
    'cell-too-long': ({ path, row }) =>
      fr`${path} n’a pas été lu : un guillemet ouvre une cellule à la ligne ${number(row)} et n’est fermé que plus de 1 048 576 caractères après. Ce qui est entre les deux peut être le texte de cette cellule, et non des lignes. Corrigez le guillemet, ou raccourcissez la cellule.`,
    'workbook-too-large': ({ path }) =>
      fr`${path} prend, décompressé, plus de place qu’un classeur de permis ne peut en demander, et n’a pas été lu. Enregistrez la feuille en CSV, ou un vieux classeur en XLSX.`,
    'workbook-too-slow': ({ path }) =>
      fr`${path} demande plus de temps qu’un classeur de permis ne peut en demander, et a été abandonné. Enregistrez-le en XLSX, ou la feuille en CSV.`,
    'workbook-no-sheet': ({ path }) =>
      fr`${path} n’a aucune feuille de cellules. Enregistrez-le de nouveau en XLSX, ou en CSV.`,
    'sheet-missing': ({ sheet, sheets }) =>
      fr`La feuille « ${sheet} » n’existe pas. Les feuilles sont ${sheets}.`,
    'option-encoding': ({ value }) =>
      fr`Le codage « ${value} » est inconnu ici. Essayez utf-8, windows-1252, macintosh, cp850 ou cp437.`,
    'encoding-unclear': ({ encodings }) =>
      fr`Le fichier ne dit pas comment ses caractères sont codés, et plusieurs codages conviennent aussi bien : ${encodings}. Dites lequel montre les bonnes lettres.`,
    'option-delimiter': ({ value }) =>
      fr`« ${value} » ne peut pas séparer des cellules. Un séparateur est un seul caractère, comme une virgule ou un point-virgule.`,
    'option-quote': ({ value }) =>
      fr`« ${value} » ne peut être ni un guillemet ni un échappement. Chacun est un seul caractère.`,
    'header-row-missing': ({ row }) =>
      fr`La ligne ${number(row)} est vide ou absente du fichier : ce n’est pas la ligne des en-têtes.`,
    'header-not-first': ({ row }) =>
      fr`Les en-têtes semblent être à la ligne ${number(row)}, sous un autre texte. Confirmez-le, pour que rien ne soit deviné.`,
    'header-unknown': ({ headers }) => fr`Aucun des en-têtes n’est connu : ${headers}.`,
    'set-field-held': ({ field, header, column }) =>
      fr`--set : la colonne ${column}, « ${header} », contient déjà ${field}. Rien n’a été changé ni envoyé.`,
    'only-header-unknown': ({ header }) =>
      fr`--only : ce fichier n’a pas de colonne « ${header} ». Rien n’a été écarté ni envoyé.`,
    'only-header-repeated': ({ header, column }) =>
      fr`--only : plusieurs colonnes s’appellent « ${header} ». Dites laquelle, par exemple "Column ${column}=…".`,
    'map-header-unknown': ({ header }) => fr`Ce fichier n’a pas de colonne « ${header} ».`,
    'map-field-unknown': ({ field, fields }) =>
      fr`« ${field} » n’est pas un champ. Les champs sont ${fields}.`,
    'map-field-twice': ({ field }) =>
      fr`Deux colonnes ne peuvent pas être toutes deux ${field}. Laissez-en une de côté.`,
    'no-reference-column': ({ headers, proposal, ...facts }) =>
      proposal === undefined
        ? fr`Aucune colonne ne contient les ID de référence, sans lesquels aucun permis ne peut être trouvé. Les colonnes sont ${headers}. Dites laquelle.${perhaps(facts)}`
        : fr`Aucune colonne ne contient à coup sûr les ID de référence, sans lesquels aucun permis ne peut être trouvé. « ${proposal} » l’est peut-être : dites-le, ou nommez-en une autre.${perhaps(facts)}`,
    'store-failed': ({ path, reason }) =>
      fr`Le bordereau n’a pas pu être écrit dans ${path} (${reason}). Le disque est-il plein ?`,
    cancelled: () => 'La lecture a été annulée. Rien n’a été gardé.',
  },
  hints: {
    'encoding-unclear': ({ encoding }) => fr`Dites-le avec : --encoding ${encoding}`,
    'header-not-first': ({ row }) => fr`Confirmez avec : --header-row ${row}`,
    'no-reference-column': ({ proposal, data }) =>
      data === undefined
        ? fr`Dites-le avec : --map "${proposal ?? 'En-tête'}=referenceId"`
        : fr`S’il n’en a pas, dites-le avec : --header-row 0 --map "Column 1=referenceId"`,
  },
  questions: {
    similar: ({ header, field }) =>
      fr`« ${header} » ressemble au champ ${issues.fields[field]}, sans que ce soit certain.`,
    second: ({ header, field, other }) =>
      fr`« ${header} » est une deuxième colonne pour le champ ${issues.fields[field]}, qui vient de « ${other} ».`,
    clock: ({ header, field, other }) =>
      fr`« ${header} » contient des heures à côté du champ ${issues.fields[field]}, qui vient de « ${other} ».`,
  },
  decisions: {
    similar: (name, field) => fr`--map "${name}=${field}" la prend, --map "${name}=" la laisse de côté.`,
    second: (name, field) =>
      fr`--map "${name}=${field}" prend celle-ci à la place, --map "${name}=" la laisse de côté.`,
    clock: (name, field) => fr`--map "${name}=${field}" réunit les deux, --map "${name}=" la laisse de côté.`,
  },
  notes: {
    'encoding-detected': ({ encoding }) =>
      fr`Le fichier ne dit pas comment ses caractères sont codés ; ${encoding} a été détecté. Vérifiez les accents.`,
    'column-values': ({ header, field, count, total }) =>
      fr`« ${header} » : ${number(count)} de ses ${number(total)} premières valeurs ressemblent à ${valuesOf[`${field}`] ?? 'des ID de référence'}.`,
    undoes: ({ file }) => fr`Il annule « ${file} » : il remet ce qui était connu ici auparavant.`,
    'mapping-remembered': ({ headers }) =>
      fr`Comme vous l’aviez choisi pour des fichiers de mêmes en-têtes : ${headers}. Choisissez de nouveau pour changer.`,
    'plates-recalled': ({ plates, connection }) =>
      fr`Gardé comme plaque, comme il a été dit avant pour ${connection} : ${quoted(plates)}. Annulez si c’est faux.`,
    'end-date-utc': ({ header }) =>
      fr`« ${header} » dit que ses heures sont en UTC : elles sont envoyées telles quelles, sans nouvelle conversion.`,
    'encoding-damaged': ({ encoding }) =>
      fr`Des caractères sont endommagés : le fichier se lit en ${encoding}, mais pas en entier.`,
    'separator-line': ({ delimiter }) =>
      fr`La première ligne dit que ${delimiterName(delimiter)} séparent les cellules ; ce n’est pas une ligne du tableau.`,
    'delimiter-unusual': ({ delimiter }) => fr`Les cellules sont séparées par ${delimiterName(delimiter)}.`,
    'quote-unusual': ({ quote }) => fr`Les cellules entre guillemets sont entre ${quote} et ${quote}.`,
    'escape-unusual': ({ escape: mark }) => fr`Entre guillemets, ${mark} précède un guillemet.`,
    'header-not-first': ({ row }) =>
      fr`Les en-têtes sont pris à la ligne ${number(row)} ; il y a du texte au-dessus.`,
    'header-guessed': ({ row, data }) =>
      fr`Aucun en-tête n’est connu ; la ligne ${number(row)} a été prise pour les en-têtes.${
        data === undefined
          ? ''
          : fr` Elle se lit comme un permis : si ce fichier n’a pas de ligne d’en-tête, dites-le.`
      }`,
    'header-blank': ({ count }) =>
      many(count) ? fr`${number(count)} colonnes n’ont pas d’en-tête.` : 'Une colonne n’a pas d’en-tête.',
    'header-repeated': ({ header }) => fr`L’en-tête « ${header} » apparaît plus d’une fois.`,
    'rows-ragged': ({ count, width }) =>
      fr`${rows(count)} ${many(count) ? 'ont' : 'a'} plus ou moins de cellules que ${many(width) ? `les ${number(width)} en-têtes` : 'le seul en-tête'}.`,
    'rows-unbalanced': ({ count }) =>
      fr`${rows(count)} ${many(count) ? 'ont' : 'a'} un guillemet sans son pareil ; il a été lu comme du texte.`,
    'records-blank': ({ count }) =>
      many(count) ? fr`${number(count)} lignes vides ont été laissées.` : 'Une ligne vide a été laissée.',
    'sheet-chosen': ({ sheet, others }) => fr`La feuille « ${sheet} » a été lue. Les autres : ${others}.`,
    'sheet-hidden': ({ sheet }) =>
      fr`La feuille « ${sheet} » est masquée dans le classeur, et aucune autre ne contient de texte.`,
    'sheets-missing': ({ sheets }) =>
      fr`Le classeur nomme des feuilles endommagées ou absentes du fichier : ${sheets}.`,
    'columns-hidden': ({ headers }) =>
      fr`Masquées dans le classeur, et lues comme les autres colonnes : ${headers}.`,
    'hidden-unknown': () =>
      'Une page web ne dit pas à coup sûr quelles lignes et colonnes sont masquées. Comparez avec ce qu’affiche votre navigateur.',
    'formulas-uncalculated': ({ count }) =>
      many(count)
        ? fr`${number(count)} formules n’ont pas de résultat calculé. Ouvrez le classeur dans Excel et enregistrez-le : les résultats y seront.`
        : fr`Une formule n’a pas de résultat calculé. Ouvrez le classeur dans Excel et enregistrez-le : le résultat y sera.`,
    'cells-lost': ({ count }) =>
      many(count)
        ? fr`${number(count)} cellules renvoient à un texte ou à un format de nombre absent du fichier : il est endommagé. Enregistrez-le de nouveau dans le programme qui l’a fait.`
        : fr`Une cellule renvoie à un texte ou à un format de nombre absent du fichier : il est endommagé. Enregistrez-le de nouveau dans le programme qui l’a fait.`,
    'dates-zoned': ({ count }) =>
      many(count)
        ? fr`${number(count)} dates sont enregistrées avec un fuseau horaire, qu’une cellule n’a pas. Leurs jours et leurs heures ont été lus tels quels : comparez-les à ce que la feuille affiche.`
        : fr`Une date est enregistrée avec un fuseau horaire, qu’une cellule n’a pas. Son jour et son heure ont été lus tels quels : comparez-les à ce que la feuille affiche.`,
    'rows-hidden': ({ count }) =>
      many(count)
        ? fr`${rows(count)} sont masquées dans le classeur. Elles attendent que quelqu’un dise qu’elles sont voulues aussi.`
        : fr`Une ligne est masquée dans le classeur. Elle attend que quelqu’un dise qu’elle est voulue aussi.`,
    'numbers-stored': ({ count }) =>
      many(count)
        ? fr`${number(count)} nombres sont affichés arrondis dans le classeur ; ceux qui sont enregistrés ont été lus.`
        : fr`Un nombre est affiché arrondi dans le classeur ; celui qui est enregistré a été lu.`,
  },
  exports: {
    'folder-missing': ({ folder }) => fr`Le dossier ${folder} n’existe pas. Choisissez-en un autre.`,
    'folder-read-only': ({ folder }) =>
      fr`Rien ne peut être écrit dans ${folder}. Choisissez un autre dossier.`,
    'disk-full': ({ path }) =>
      fr`Le disque est plein : ${path} n’a pas été écrit. Faites de la place et réessayez.`,
    'name-not-allowed': ({ path, character }) =>
      fr`${path} n’a pas été écrit : Windows n’admet pas « ${character} » dans un nom. Choisissez-en un autre.`,
    'not-written': ({ path, reason }) => fr`${path} n’a pas été écrit (${reason}).`,
    'too-large-for-workbook': ({ path }) =>
      fr`${path} n’a pas été écrit : il dépasse ce qu’un classeur contient (1 048 576 lignes, 16 384 colonnes, 32 767 caractères par cellule). Écrivez plutôt un CSV.`,
  },
  detected: (file) =>
    file.format !== 'csv'
      ? fr`${file.name} : classeur, feuille « ${file.sheet ?? ''} », ${headersIn(file.headerRow)}, ${rows(file.rows)}`
      : fr`${file.name} : ${file.encoding}, cellules séparées par ${delimiterName(file.delimiter)}, ${headersIn(file.headerRow)}, ${rows(file.rows)}`,
  progress: (done, perSecond) => fr`${rows(done)} · ${number(Math.round(perSecond))}/s`,
  issueCount: (severity, title, count) => fr`${severity === 'error' ? '✕' : '▲'} ${title} : ${number(count)}`,
  issueLine: (row, message) => fr`  Ligne ${number(row)} : ${message}`,
  moreIssues: (count) => fr`  … et ${number(count)} de plus. Écrivez-les tous avec --errors OUT.csv.`,
  counts: (counts) =>
    fr`${rows(counts.rows)} : ${counted(counts.valid, 'prête')}, ${number(counts.warned)} avec avertissement, ${number(counts.invalid)} avec erreur${counts.leftOut === 0 ? '' : `, ${counted(counts.leftOut, 'écartée')}`}`,
  unopened: {
    'batch-missing': fr`Il n’est plus là.`,
    'batch-foreign': fr`Ce n’est pas un bordereau de Permit Loader, ou il a été vidé. Remplacez-le par une copie de sauvegarde, ou sortez-le du dossier des bordereaux.`,
    'batch-newer': fr`Une version plus récente de Permit Loader l’a créé. Mettez celle-ci à jour pour l’ouvrir.`,
    'batch-altered': fr`Autre chose que Permit Loader l’a modifié ; il n’est donc pas touché. Remplacez-le par une copie de sauvegarde.`,
    'batch-in-use': fr`Un autre programme le garde pour lui, par exemple une sauvegarde ou un antivirus. Il n’est pas endommagé : attendez un instant, ou fermez-le là.`,
    'batch-unreadable': fr`Il est endommagé ou ne peut pas être lu. Remplacez-le par une copie de sauvegarde. Avant d’envoyer sa feuille de calcul encore une fois, voyez dans son fichier de résultats ce qui a été accepté.`,
  },
  written: (path) => fr`Écrit : ${path}`,
};

function headersIn(row: number): string {
  return row === 0 ? 'sans ligne d’en-tête' : `en-têtes à la ligne ${number(row)}`;
}
