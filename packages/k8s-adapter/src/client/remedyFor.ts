import { isRefusal } from './Refusal.js';

const again = 'It is asked again by itself.';

/** What an operator can do about a request that failed, in a sentence or two for the log. */
export const remedyFor = (error: unknown): string => {
  if (!isRefusal(error)) return `See that the API server runs, and can be reached from here. ${again}`;
  const { status } = error;
  if (status === 401)
    return 'Put credentials that hold where the kubeconfig has them: they are read again by themselves.';
  if (status === 403) return `Apply what "meshfence install" prints: it permits all that is asked. ${again}`;
  if (status === 429) return `The API server has too much to do, and says when to come back. ${again}`;
  if (status >= 500) return `See what is wrong with the API server. ${again}`;
  return again;
};
