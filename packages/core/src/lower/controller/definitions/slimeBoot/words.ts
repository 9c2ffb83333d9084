import { among, anything } from '../Schema.js';
import type { Schema } from '../Schema.js';

const nothing = '';

/** Where the global-sidecar runs. Some readers of YAML take an unquoted `no` for false; an empty text says nothing. */
export const mode = (description: string): Schema =>
  anything(description, among(['cluster', 'namespace', 'namespaced', 'no', nothing]));

/** Where observed calls come from. */
export const source = (description: string): Schema =>
  anything(description, among(['accesslog', 'prometheus', nothing]));
