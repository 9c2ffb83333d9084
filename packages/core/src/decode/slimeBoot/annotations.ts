import type { JsonObject } from '../../model/Json.js';
import { commaList } from './commaList.js';
import type { Part } from './Part.js';

const plain = ['egressHosts', 'clusterDomain', 'accessLogger'] as const;

const listed = (name: string, text: string | undefined): JsonObject =>
  text === undefined ? {} : { [name]: commaList(text) };

/** Settings of meshfence's own as annotations, for clusters whose CRD would prune the fields. A field wins. */
export const withAnnotations = ({ document }: Part, value: JsonObject): JsonObject => {
  const said = (name: string): string | undefined => document.meta.annotations[`meshfence.io/${name}`];
  const expiry = said('expiry');
  const deny = said('denyHosts');
  const destinations = {
    ...listed('allow', said('allowDestinations')),
    ...listed('deny', said('denyDestinations'))
  };
  const texts = plain.flatMap(name => {
    const text = said(name);
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    ...Object.fromEntries(texts),
    ...(expiry === undefined ? {} : { expiry: { learned: expiry } }),
    ...(deny === undefined ? {} : { denyHosts: commaList(deny) }),
    ...(Object.keys(destinations).length === 0 ? {} : { destinations }),
    ...value
  };
};
