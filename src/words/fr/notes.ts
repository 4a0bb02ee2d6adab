import type { notes as english } from '../en/notes.ts';
import { fr } from './typeset.ts';

type Facts = Readonly<Record<string, string | number>>;
type Reasons = Readonly<Record<string, string>>;

export const unsentReasons = {
  'name-not-found': 'Le nom du contrôleur est introuvable. Rien n’a été envoyé.',
  'connection-refused': 'Rien ne répond à l’adresse du contrôleur. Rien n’a été envoyé.',
  unreachable: 'Le contrôleur est injoignable. Rien n’a été envoyé.',
  'connect-timeout': 'Le contrôleur n’a pas pris la connexion à temps. Rien n’a été envoyé.',
  tls: 'Aucune connexion sécurisée au contrôleur n’a pu être établie. Rien n’a été envoyé.',
  proxy: 'Le serveur mandataire ne s’est pas connecté au contrôleur. Rien n’a été envoyé.',
  cancelled: 'Annulée avant l’envoi.',
};

const unansweredReasons: Reasons = {
  timeout: 'Elle a été envoyée, et aucune réponse complète n’est venue à temps. Son sort est inconnu.',
  'connection-lost':
    'Elle a été envoyée, et la connexion s’est rompue avant la réponse. Son sort est inconnu.',
  cancelled: 'Elle a été envoyée, puis annulée avant la réponse. Son sort est inconnu.',
};

const garbledReasons: Reasons = {
  empty: 'La réponse était vide.',
  html: 'La réponse était une page web, et non une réponse de l’API.',
  'not-json': 'La réponse n’était pas du JSON.',
  'not-the-shape': 'La réponse n’a pas la forme attendue.',
  'too-large': 'La réponse était trop grande pour être une réponse de l’API.',
  'not-http': 'La réponse n’était pas du HTTP.',
  'unexpected-status': 'La réponse n’était pas une réponse de cette API.',
};

const because = (reasons: Reasons, facts: Facts) => reasons[String(facts['reason'])] ?? facts['reason'];
const detail = (facts: Facts) => (facts['detail'] ? ` [${facts['detail']}]` : '');
const status = (facts: Facts) => (facts['httpStatus'] ? ` (HTTP ${facts['httpStatus']})` : '');

export const notes: typeof english = {
  'not-repeated': () =>
    fr`L’exécution a été interrompue pendant l’envoi de cette ligne. On ne sait pas si c’est fait, et le refaire créerait deux permis : vérifiez avant de la renvoyer.`,
  'maybe-deleted': () =>
    fr`Le contrôleur ne trouve pas ce permis. Une demande de suppression antérieure est restée sans réponse ; c’est peut-être elle qui l’a supprimé.`,
  mismatched: (facts) =>
    fr`Le contrôleur a répondu par un succès pour un autre permis : « ${String(facts['referenceId'])} ». Le sort de celui-ci est inconnu.`,
  rejected: (facts) =>
    facts['message']
      ? fr`Erreur ${String(facts['errorCode'])} : ${String(facts['message'])}`
      : `Le contrôleur l’a rejetée avec l’erreur ${facts['errorCode']}.`,
  refused: (facts) => `Le contrôleur refuse cette connexion${status(facts)}.`,
  'not-found': (facts) => `Le contrôleur ne connaît pas cette adresse${status(facts)}.`,
  redirect: (facts) =>
    facts['location']
      ? `Le contrôleur renvoie vers ${facts['location']}${status(facts)}. Les redirections ne sont pas suivies.`
      : `Le contrôleur renvoie ailleurs${status(facts)}. Les redirections ne sont pas suivies.`,
  throttled: () => 'Le contrôleur demande moins de requêtes (HTTP 429).',
  temporary: (facts) => `Le contrôleur est en difficulté${status(facts)}.`,
  garbled: (facts) =>
    fr`${String(because(garbledReasons, facts))}${status(facts)}${facts['excerpt'] ? fr` Elle commence par : ${facts['excerpt']}` : ''}`,
  unsent: (facts) => `${because(unsentReasons, facts)}${detail(facts)}`,
  certificate: (facts) =>
    `Le certificat du contrôleur n’est pas digne de confiance${facts['detail'] ? ` (${facts['detail']})` : ''}. Rien n’a été envoyé.`,
  unanswered: (facts) => `${because(unansweredReasons, facts)}${detail(facts)}`,
};
