import { flag, open, text } from '../Schema.js';
import { general } from './general.js';
import { global } from './global.js';
import { metric } from './metric.js';

const settings = open('The settings of lazyload.', general);

/** One entry of `spec.module`. Modules of other kinds have fields of their own. */
export const module = open('A module.', {
  name: text('Any name.'),
  kind: text('lazyload; other kinds are passed over.'),
  enable: flag('Whether the module works; true by default.'),
  general: settings,
  fence: { ...settings, description: 'Deprecated: an older name of general.' },
  global,
  metric
});
