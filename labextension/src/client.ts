import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import { linesOf } from './lines';
import { CANCELLED, Failure, NAMESPACE, Server } from './tokens';
import type { Error as WireError, TrialLine, TrialProgress, Verified } from './wire';

const UNREACHABLE = 'server-unreachable';

/** The only place that talks to the server. Every failure is a `Failure`. */
export function createClient(settings = ServerConnection.makeSettings()): Server {
  const post = <T>(name: string, body: unknown, signal?: AbortSignal): Promise<T> =>
    send<T>(settings, name, { method: 'POST', body: JSON.stringify(body), signal });
  return {
    proposals: (request, signal) => post('proposals', request, signal),
    plan: (request, signal) => post('plan', request, signal),
    verify: async (request, told, signal) => {
      const init = { method: 'POST', body: JSON.stringify(request), signal };
      return verdictOf(await ask(settings, 'verify', init), told, signal);
    },
    apply: request => post('apply', request),
    move: request => post('move', request),
    moved: request => post('moved', request),
    undo: (path, receipt, notebook) => post('undo', { path, receipt, notebook }),
    install: (path, receipt, python) => post('install', { path, receipt, python }),
    contents: path =>
      send(settings, 'contents' + URLExt.objectToQueryString({ path }), {})
  };
}

/** True for the failure of a server that does not answer at all. */
export function isUnreachable(error: Failure): boolean {
  return error.slug === UNREACHABLE;
}

/** The last line of a trial's reply; the ones before it are told. */
async function verdictOf(
  response: Response,
  told: (progress: TrialProgress) => void,
  signal: AbortSignal
): Promise<Verified> {
  try {
    for await (const line of linesOf(response)) {
      const { progress, verified, error } = line as TrialLine;
      if (verified) {
        return verified;
      }
      if (error) {
        throw new Failure(error.slug, error.message, error.where);
      }
      if (progress) {
        told(progress);
      }
    }
  } catch (reason) {
    if (signal.aborted) {
      throw CANCELLED;
    }
    throw reason instanceof Failure ? reason : new Failure(UNREACHABLE, String(reason));
  }
  throw new Failure(UNREACHABLE, 'The reply ends in the middle.');
}

async function send<T>(
  settings: ServerConnection.ISettings,
  name: string,
  init: RequestInit
): Promise<T> {
  const response = await ask(settings, name, init);
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null) {
    throw new Failure(
      'bad-reply',
      `The server's reply to “${name}” is no JSON object.`
    );
  }
  // The schema that both sides are tested against vouches for the shape.
  return body as T;
}

/** A reply that says yes. */
async function ask(
  settings: ServerConnection.ISettings,
  name: string,
  init: RequestInit
): Promise<Response> {
  const url = URLExt.join(settings.baseUrl, NAMESPACE, name);
  let response: Response;
  try {
    response = await ServerConnection.makeRequest(url, init, settings);
  } catch (reason) {
    if (init.signal?.aborted) {
      throw CANCELLED;
    }
    throw new Failure(UNREACHABLE, String(reason));
  }
  if (!response.ok) {
    throw failureOf(response, await response.json().catch(() => null));
  }
  return response;
}

function failureOf(response: Response, body: unknown): Failure {
  const { status, statusText } = response;
  return isWireError(body)
    ? new Failure(body.slug, body.message, body.where, status)
    : new Failure(`http-${status}`, statusText, '', status);
}

function isWireError(body: unknown): body is WireError {
  return (
    typeof body === 'object' &&
    body !== null &&
    'slug' in body &&
    typeof body.slug === 'string' &&
    'message' in body &&
    typeof body.message === 'string' &&
    'where' in body &&
    typeof body.where === 'string'
  );
}
