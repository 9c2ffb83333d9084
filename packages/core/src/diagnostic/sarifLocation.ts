import type { JsonObject } from '../model/Json.js';
import type { Place } from './Place.js';
import type { Resolved } from './resolvePlace.js';
import { sarifText } from './sarifText.js';
import { showPath } from './showPlace.js';

/** A location of SARIF: the region of a file, the object in it, and the field where no region shows it. */
export const sarifLocation = (place: Place, resolved: Resolved | undefined): JsonObject => ({
  ...physical(place, resolved),
  ...(place.object === undefined ? {} : { logicalLocations: [{ name: place.object, kind: 'resource' }] }),
  ...(resolved !== undefined || place.path.length === 0 ? {} : { message: sarifText(showPath(place.path)) })
});

const physical = (place: Place, resolved: Resolved | undefined): JsonObject => {
  if (place.origin._tag === 'Nowhere') return {};
  const artifactLocation = artifact(place.origin.file);
  return {
    physicalLocation:
      resolved === undefined ? { artifactLocation } : { artifactLocation, region: region(resolved) }
  };
};

const region = ({ line, column, endLine, endColumn }: Resolved): JsonObject => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn
});

const drive = /^[A-Za-z]:\//;

/** A file as SARIF names it: by URI, below the root of the sources where the name is relative. */
const artifact = (file: string): JsonObject => {
  const path = file.replaceAll('\\', '/');
  if (drive.test(path)) return { uri: `file:///${path.slice(0, 2)}${encoded(path.slice(2))}` };
  if (path.startsWith('/')) return { uri: `file://${encoded(path.replace(/^\/+/, '/'))}` };
  return { uri: encoded(path.replace(/^(?:\.\/+)+/, '')), uriBaseId: '%SRCROOT%' };
};

/** Half of a surrogate pair has no encoding. */
const lonely = /\p{Surrogate}/gu;

const encoded = (path: string): string =>
  path.replaceAll(lonely, '\uFFFD').split('/').map(encodeURIComponent).join('/');
