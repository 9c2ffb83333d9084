import type { Owned } from '../../core.js';
import { printable } from '../printable.js';

/** One word for xargs, whatever stands in it. */
const word = (text: string): string =>
  /^[\w./:=-]*$/.test(text) ? text : `"${printable(text).replaceAll('"', '"\'"\'"')}"`;

/** `deployment.apps/lazyload --namespace=mesh-operator`: what kubectl needs to be told to find an object. */
export const kubectlArguments = ({ apiVersion, kind, name, namespace }: Owned): string => {
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  const object = word(`${kind.toLowerCase()}${group}/${name}`);
  return namespace === '' ? object : `${object} ${word(`--namespace=${namespace}`)}`;
};
