import { parseClientCode, parseController } from '../permit/controller.ts';

/** Where an operation is sent. Throws for an origin or code that was not parsed before: that is a bug. */
export function endpointUrl(controller: string, client: string, path: string): URL {
  const origin = parseController(controller);
  const code = parseClientCode(client);
  if (!origin.ok || !code.ok) throw new Error('The controller and client code must be parsed before use');
  return new URL(`/api/${code.value}/v1/${path}`, origin.value);
}
