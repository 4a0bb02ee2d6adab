import type { issues as english } from '../en/issues.ts';
import { shown } from '../shown.ts';
import { dayAndMonth, longDay, monthName } from './dates.ts';
import { fr } from './typeset.ts';

type Code = keyof typeof english.titles;
type IssueFacts = Parameters<typeof english.message>[0];
type RepairKind = Parameters<typeof english.repairLabel>[0]['kind'];

const titles: typeof english.titles = {
  'unreadable-characters': 'Caractères illisibles',
  'spreadsheet-error': 'Erreur du tableur',
  'reference-missing': 'ID de référence manquant',
  'reference-characters': 'ID de référence avec d’autres caractères',
  'reference-too-long': 'ID de référence trop long',
  'reference-duplicate': 'Le même permis de nouveau',
  'reference-ambiguous': 'Plusieurs permis possibles',
  'plate-missing': 'Plaque manquante',
  'end-date-missing': 'Date de fin manquante',
  'end-date-format': 'Dates de fin à réécrire',
  'end-date-impossible': 'Date de fin inexistante',
  'plate-too-long': 'Plaque trop longue',
  'amount-format': 'Montant écrit autrement',
  'amount-range': 'Montant hors limites',
  'currency-unknown': 'Devise inconnue',
  'nothing-to-update': 'Rien à mettre à jour',
  'nothing-to-create': 'Rien à créer',
  'start-date-format': 'Date de début écrite autrement',
  'start-date-impossible': 'Date de début inexistante',
  'too-many-cells': 'Trop de cellules',
  'too-few-cells': 'Trop peu de cellules',
  'quote-unbalanced': 'Guillemet non fermé',
  'cell-holds-rows': fr`Des lignes dans une cellule ?`,
  'not-a-permit': fr`Pas un permis ?`,
  'value-damaged': fr`Changée par un tableur ?`,
  placeholder: fr`Mis pour « aucune valeur » ?`,
  'invisible-characters': 'Caractères invisibles',
  'text-formula': 'Texte écrit comme une formule',
  'two-plates': fr`Plusieurs plaques ?`,
  'formula-uncalculated': 'Formule sans résultat',
  'merged-cells': 'Partie d’une cellule fusionnée',
  'permit-exists': 'Déjà créé ici',
  'already-done': fr`Déjà fait ?`,
  'row-hidden': 'Masquée dans le classeur',
  'end-date-past': 'Date de fin passée',
  'end-date-ambiguous': 'Heure qui revient deux fois',
  'plate-form': 'Plaque d’une autre forme',
  'plate-repeated': 'Plaque sur plusieurs permis',
  'amount-without-currency': 'Montant sans devise',
  'currency-without-amount': 'Devise sans montant',
  'start-date-ambiguous': 'Début à une heure qui revient',
  'end-before-start': 'Finit avant de commencer',
  'zone-unknown': 'Zone que le contrôleur n’a pas dite',
};

const repairs: Record<RepairKind, (before: string, after: string) => string> = {
  'currency-case': (before, after) => fr`Écrire la devise en majuscules : ${before} → ${after}`,
  'currency-name': (before, after) => fr`Écrire le code de la devise : ${before} → ${after}`,
  'amount-notation': (before, after) =>
    fr`Écrire le montant avec un point et deux chiffres : ${before} → ${after}`,
  'reference-wrapping': (before, after) =>
    fr`Retirer ce qui entoure l’ID de référence : ${before} → ${after}`,
  'reference-dashes': (before, after) =>
    fr`Mettre de simples tirets dans l’ID de référence : ${before} → ${after}`,
  'date-notation': (before, after) => fr`Écrire la date comme le contrôleur la lit : ${before} → ${after}`,
  'date-time-added': (before, after) =>
    fr`Ajouter l’heure ${after.slice(11)}, absente de la cellule : ${before} → ${after}`,
  'date-serial': (before, after) =>
    fr`Lire le nombre comme une date d’Excel : ${before} → ${after}. Juste seulement si Excel a compté depuis 1900`,
  'date-offset': (before, after) => fr`Convertir à l’heure du stationnement : ${before} → ${after}`,
  'text-formula': (before, after) => fr`Prendre le texte seul : ${before} → ${after}`,
  'plate-form': (before, after) => fr`Écrire la plaque dans la forme indiquée : ${before} → ${after}`,
  'plain-form': (before, after) => fr`Écrire en caractères simples : ${before} → ${after}`,
  'merged-value': (before, after) => fr`Prendre la valeur de la cellule fusionnée : ${before} → ${after}`,
  blank: (before) => fr`Vider la cellule : ${before} → rien n’est envoyé`,
  'missing-cells': () => 'Tenir pour vides les dernières cellules qui manquent',
};

const quoted = (value: string) => fr`« ${shown(value)} »`;
const s = (count: string | number | undefined) => (Number(count) < 2 ? '' : 's');

function referenceCharacters({ value, facts }: IssueFacts): string {
  if (facts['reason'] === 'scientific') {
    return fr`Le tableur a changé cet ID de référence en un nombre, ${shown(value)}, et en a détruit les derniers chiffres. Impossible de le réparer ici : copiez-le de nouveau depuis sa source, dans une colonne au format texte.`;
  }
  const character = String(facts['character'] ?? '');
  const named = character.trim() === '' ? 'une espace' : quoted(character);
  return fr`${quoted(value)} contient ${named}. Un ID de référence n’a que des lettres sans accent, des chiffres et des tirets.`;
}

function endDateFormat({ value, facts }: IssueFacts): string {
  const like = 'comme 2026-12-31T23:59:59';
  switch (facts['reason']) {
    case 'order':
      return fr`${quoted(value)} peut être le ${longDay(facts['dayFirst'])} ou le ${longDay(facts['monthFirst'])}. Choisissez ce qui vient en premier dans cette colonne, le jour ou le mois.`;
    case 'order-against':
      return fr`${quoted(value)} ne peut être que le ${longDay(facts['day'])}, alors qu’ailleurs dans cette colonne le ${facts['order'] === 'month-first' ? 'mois' : 'jour'} vient en premier. Écrivez la date ${like}.`;
    case 'short-year':
      return fr`L’année de ${quoted(value)} n’a que deux chiffres. Écrivez-en quatre, ${like}.`;
    case 'no-time':
      return fr`${quoted(value)} n’a pas d’heure. Le contrôleur en exige une, ${like}.`;
    case 'serial':
      return fr`${quoted(value)} est un nombre, peut-être une date de tableur. Le contrôleur lit les dates ${like}.`;
    case 'offset':
      return fr`${quoted(value)} indique son décalage par rapport à UTC. Le contrôleur lit l’heure seule, ${like}.`;
    case 'offset-without-zone':
      return fr`${quoted(value)} indique son décalage par rapport à UTC, et le fuseau horaire du stationnement n’est pas connu. Réglez-le dans la connexion, ou écrivez la date ${like}.`;
    case 'doubtful':
      return fr`${quoted(value)} se contredit. Écrivez la date ${like}.`;
    case 'notation':
      return fr`Le contrôleur ne lit pas ${quoted(value)} écrit ainsi. Il lit les dates ${like}.`;
    default:
      return fr`${quoted(value)} n’est pas une date lisible. Écrivez-la ${like}.`;
  }
}

function endDateImpossible({ value, facts }: IssueFacts): string {
  const number = (name: string) => Number(facts[name]);
  switch (facts['part']) {
    case 'skipped':
      return fr`${quoted(value)} n’existe pas dans le fuseau ${facts['zone']} : les horloges avancent et sautent cette heure. La première heure qui existe ensuite est ${facts['resumes']}.`;
    case 'utc':
      return fr`${quoted(value)} ne peut pas être converti du fuseau ${facts['zone']} en UTC, car le résultat n’a pas une année de quatre chiffres. Écrivez une année moins lointaine.`;
    case 'year':
      return fr`L’année ${String(facts['year']).padStart(4, '0')} n’existe pas. Écrivez une année comme 2026.`;
    case 'month':
      return fr`Le mois ${facts['month']} n’existe pas. Les mois vont de 01 à 12.`;
    case 'day': {
      const [month, year] = [number('month'), number('year')];
      if (number('day') === 0) {
        return fr`Il n’y a pas de jour 0 en ${monthName(month)} ${year}. Les jours commencent à 01.`;
      }
      return fr`Il n’y a pas de ${dayAndMonth(number('day'), month)} ${year}. Le dernier jour de ce mois est le ${number('lastDay')}.`;
    }
    case 'time':
      if (number('hour') === 24) {
        return fr`L’heure 24 de ${quoted(value)} n’existe pas. La journée finit à 23:59:59.`;
      }
      return fr`L’heure de ${quoted(value)} n’existe pas. Une journée va de 00:00:00 à 23:59:59.`;
    default:
      return fr`Aucun calendrier ne connaît le jour de ${quoted(value)}, que le jour ou le mois vienne en premier.`;
  }
}

function hourTwice({ value, facts }: IssueFacts): string {
  const taken =
    facts['sent'] === 'later'
      ? fr`La seconde fois est retenue.`
      : fr`L’heure est envoyée telle quelle ; si le contrôleur la convertit, c’est la seconde fois qui est voulue.`;
  return fr`Le ${longDay(value)}, ${value.slice(11)} revient deux fois dans le fuseau ${facts['zone']}, car les horloges reculent. ${taken}`;
}

function amountRange({ value, facts }: IssueFacts): string {
  const range = 'Le contrôleur accepte de 0.01 à 999999.99.';
  if (facts['reason'] === 'negative') return fr`${shown(value)} est négatif. ${range}`;
  if (facts['reason'] === 'zero') {
    return fr`Un montant ne peut pas être nul. ${range} Laissez la cellule vide pour garder le montant.`;
  }
  return fr`${shown(value)} est trop élevé. ${range}`;
}

const keepOrCopy = fr`Copiez-la de nouveau depuis sa source, dans une colonne au format texte ; si elle est voulue, gardez-la telle quelle.`;

function damagedBy(value: string, kind: string | number | undefined): string {
  switch (kind) {
    case 'date':
      return fr`Le classeur contient ici une date (${shown(value)}), sans doute tirée d’un autre texte.`;
    case 'truth':
      return fr`Le classeur contient ici une valeur logique (${shown(value)}), pas un texte.`;
    case 'long-number':
      return fr`Le classeur contient ici un nombre de plus de 15 chiffres (${shown(value)}), et les tableurs en perdent les derniers.`;
    default:
      return fr`${quoted(value)} ressemble à ce qu’un tableur fait d’un autre texte.`;
  }
}

const messages: Record<Code, (issue: IssueFacts) => string> = {
  'unreadable-characters': ({ value, facts }) =>
    fr`${quoted(value)} contient un caractère endommagé (${facts['character']}). Saisissez de nouveau la valeur, ou relisez le fichier avec un autre codage.`,
  'spreadsheet-error': ({ value, facts }) =>
    facts['reason'] === 'lost'
      ? fr`Le classeur renvoie pour cette cellule à un texte qu’il ne contient pas. Ouvrez-le et enregistrez-le dans un tableur, ou saisissez la valeur ici.`
      : fr`${shown(value)} est une erreur du tableur, pas une valeur. Corrigez-la dans le tableur, ou saisissez la valeur ici.`,
  'reference-missing': () =>
    fr`L’ID de référence manque. Sans lui, le contrôleur ne peut pas trouver le permis.`,
  'reference-characters': referenceCharacters,
  'reference-too-long': ({ facts }) =>
    fr`Cet ID de référence a ${facts['length']} caractères. Il peut en avoir ${facts['max']} au plus.`,
  'reference-duplicate': ({ field, value, facts }) => {
    const earlier = facts['first'] === undefined ? 'Une ligne précédente' : `La ligne ${facts['first']}`;
    const key = field === 'permitNo' ? 'le numéro de permis' : 'l’ID de référence';
    return fr`${earlier} a aussi ${key} ${quoted(value)}. Choisissez laquelle envoyer.`;
  },
  'end-date-format': endDateFormat,
  'end-date-impossible': endDateImpossible,
  'plate-missing': () =>
    fr`Un nouveau permis a besoin d’une plaque : sans elle, le contrôleur répond par une erreur.`,
  'end-date-missing': () =>
    fr`Un nouveau permis a besoin d’une date de fin : sans elle, le contrôleur répond par une erreur.`,
  'plate-too-long': ({ facts }) =>
    fr`Cette plaque a ${facts['length']} caractères. Elle peut en avoir ${facts['max']} au plus.`,
  'amount-format': ({ value, facts }) =>
    facts['reason'] === 'zeros'
      ? fr`${shown(value)} a plus de ${facts['max']} caractères. Enlevez les zéros du début.`
      : fr`${quoted(value)} n’est pas un montant que le contrôleur lit. Écrivez des chiffres, un point et deux chiffres, comme 14.50.`,
  'amount-range': amountRange,
  'currency-unknown': ({ value }) =>
    fr`${quoted(value)} n’est pas une devise que le contrôleur accepte. Écrivez CAD ou USD.`,
  'nothing-to-update': () =>
    fr`Cette ligne n’a qu’un ID de référence : il n’y a rien à mettre à jour. Remplissez une cellule, ou écartez la ligne.`,
  'too-many-cells': ({ facts }) =>
    fr`Cette ligne a ${facts['cells']} cellules, l’en-tête en a ${facts['expected']}. ${
      facts['blank'] === 1
        ? fr`Celles d’après la dernière colonne sont vides : un séparateur de trop.`
        : fr`Ses valeurs sont peut-être dans les mauvaises colonnes : cherchez un séparateur de trop ou un guillemet manquant.`
    }`,
  'too-few-cells': ({ facts }) =>
    fr`Cette ligne a ${facts['cells']} cellule${s(facts['cells'])}, l’en-tête en a ${facts['expected']}. Ses dernières cellules sont peut-être vides, ou ses valeurs dans les mauvaises colonnes : cherchez un séparateur manquant.`,
  'quote-unbalanced': () =>
    fr`Un guillemet de cette ligne est ouvert sans être fermé ; il a été lu comme du texte. Vérifiez que chaque valeur est dans sa colonne.`,
  'cell-holds-rows': () =>
    fr`Une cellule entre guillemets de cette ligne contient des lignes qui ressemblent à celles du tableau. Voyez si un guillemet est resté ouvert ; si le texte est voulu, gardez-le tel quel.`,
  'not-a-permit': () =>
    fr`Cette ligne ressemble à un en-tête, un filet, un total ou une ligne de pied. Écartez-la ; si c’est un permis, gardez-la telle quelle.`,
  'value-damaged': ({ value, facts }) => `${damagedBy(value, facts['kind'])} ${keepOrCopy}`,
  placeholder: ({ value }) =>
    fr`${quoted(value)} veut souvent dire « aucune valeur », et serait envoyé tel quel. Videz la cellule, saisissez la valeur, ou gardez-la telle quelle.`,
  'invisible-characters': ({ value }) =>
    fr`${quoted(value)} contient des caractères que personne ne voit, ou qui ressemblent à d’autres. Le contrôleur y verrait une autre valeur.`,
  'text-formula': ({ value }) =>
    fr`${quoted(value)} est la façon dont des exports empêchent un tableur de changer un texte. Le contrôleur prendrait ces signes pour une partie de la valeur.`,
  'two-plates': ({ value }) =>
    fr`${quoted(value)} se lit comme plusieurs plaques, et un permis n’en a qu’une. Écrivez celle qui compte, ou gardez-la telle quelle.`,
  'formula-uncalculated': () =>
    fr`Cette cellule est une formule dont le classeur ne contient pas le résultat. Ouvrez-le et enregistrez-le dans un tableur, saisissez la valeur, ou gardez la cellule telle qu’elle a été lue.`,
  'merged-cells': ({ facts }) =>
    fr`Cette cellule fait partie d’une cellule fusionnée qui contient ${quoted(String(facts['merged']))}. Prenez cette valeur, saisissez-en une autre, ou gardez la cellule vide.`,
  'row-hidden': () =>
    fr`Cette ligne est masquée ou filtrée dans le classeur. Écartez-la, ou gardez-la telle quelle pour l’envoyer avec les autres.`,
  'permit-exists': ({ facts }) =>
    fr`Le permis ${facts['permit']} a été créé ici le ${facts['day']}, de la ligne ${facts['row']} de ${facts['batch']}, et ses dates se chevauchent ; rien ne dit qu’il a été supprimé. Écartez la ligne ; s’il s’agit d’un autre permis, gardez-la telle quelle.`,
  'already-done': () =>
    fr`Ces résultats disent que cette ligne a été acceptée, et ses valeurs sont celles d’alors. Laissez-la de côté ; pour le refaire, gardez-la telle quelle.`,
  'nothing-to-create': () =>
    fr`Cette ligne n’a de valeur dans aucune colonne d’un permis : il n’y a rien à créer. Remplissez une cellule, ou écartez la ligne.`,
  'start-date-format': endDateFormat,
  'start-date-impossible': endDateImpossible,
  'end-date-past': ({ value, facts }) =>
    fr`Le ${longDay(value)} à ${value.slice(11)} est passé (${facts['zone']}). Le permis sera déjà terminé.`,
  'end-date-ambiguous': hourTwice,
  'start-date-ambiguous': hourTwice,
  'end-before-start': ({ value, facts }) =>
    fr`Le permis finirait le ${longDay(value)} à ${value.slice(11)}, avant de commencer (le ${longDay(facts['start'])} à ${String(facts['start']).slice(11)}).`,
  'zone-unknown': ({ value, facts }) =>
    fr`${quoted(value)} n’est pas une zone que ce contrôleur a dite la dernière fois (${facts['count']} en tout).${facts['nearest'] === undefined ? '' : ` La plus proche est ${quoted(String(facts['nearest']))}.`} Dans une zone qu’il n’a pas, le permis manque aux rapports de son stationnement et à l’appareil de contrôle.`,
  'plate-form': ({ value, facts }) =>
    fr`${quoted(value)} n’a pas la forme que cette connexion indique : des majuscules et des chiffres seulement, de ${facts['min']} à ${facts['max']}.`,
  'reference-ambiguous': ({ facts }) =>
    fr`L’ID de référence manque, et plusieurs permis connus ici sont possibles : ${facts['references']}. Choisissez-en un, ou saisissez son ID de référence.`,
  'plate-repeated': ({ value, facts }) =>
    facts['permit'] === undefined
      ? fr`${quoted(value)} est aussi sur un autre permis de ce fichier, à la ligne ${facts['row']}.`
      : fr`${quoted(value)} était aussi, dernière valeur connue ici, sur le permis ${facts['permit']}, d’après ${facts['batch']} du ${facts['day']}.`,
  'amount-without-currency': ({ value }) =>
    fr`${shown(value)} n’a pas de devise. Le contrôleur en décide ; écrivez CAD ou USD pour en être sûr.`,
  'currency-without-amount': ({ value }) =>
    fr`${shown(value)} est sans montant. La devise est envoyée seule.`,
};

const fields = {
  referenceId: 'ID de référence',
  endDate: 'Date de fin',
  plate: 'Plaque',
  amount: 'Montant',
  currency: 'Devise',
  permitNo: 'Numéro de permis',
  zone: 'Zone',
  startDate: 'Date de début',
};

export const issues: typeof english = {
  fields,
  roles: { ...fields, endClock: 'Heure de la date de fin', startClock: 'Heure de la date de début' },
  rules: {
    referenceId: 'Lettres, chiffres et tirets, 50 au plus. Chaque ligne doit en avoir un.',
    endDate: 'Comme 2026-12-31T23:59:59.',
    plate: '25 caractères au plus.',
    amount: 'Comme 14.50, de 0.01 à 999999.99.',
    currency: 'CAD ou USD.',
    permitNo: 'Chacun une seule fois dans un fichier.',
    zone: 'Comme le contrôleur la nomme.',
    startDate: 'Comme 2026-01-01T00:00:00.',
  },
  states: { valid: 'prête', warned: 'avertissement', invalid: 'erreur' },
  titles,
  message: (issue) => messages[issue.code](issue),
  repairLabel: (repair, value) => repairs[repair.kind](shown(value), repair.value),
};
