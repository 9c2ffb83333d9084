import type { Schema } from './Schema.js';

/** Conditions are programs' own: nobody writes null there. */
const text = (description: string, more: Schema = {}): Schema => ({ description, type: 'string', ...more });

const generation = (description: string): Schema => ({
  description,
  type: 'integer',
  format: 'int64',
  minimum: 0
});

const fields = {
  type: text('What the condition is about.'),
  status: text('Whether it holds.', { enum: ['True', 'False', 'Unknown'] }),
  reason: text('Why, in one word for programs.'),
  message: text('Why, in words for people.'),
  lastTransitionTime: text('Since when the status is what it is.', { format: 'date-time' }),
  observedGeneration: generation('The generation of the object that it speaks of.')
};

/** Kubernetes' own conditions, one of each type. Older tools left some of their fields out. */
export const conditions = (description: string, required: ReadonlyArray<keyof typeof fields>): Schema => ({
  description,
  type: 'array',
  items: { type: 'object', properties: fields, required },
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type']
});

/** Which generation of an object its status speaks of. */
export const observedGeneration = generation('The generation of the object that the status speaks of.');
