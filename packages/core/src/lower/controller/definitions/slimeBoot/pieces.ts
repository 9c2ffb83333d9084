import { anything, open, text, word } from '../Schema.js';
import type { Schema } from '../Schema.js';

/** A tag may look like a number: `1.24`. */
export const image = (description: string): Schema =>
  open(description, {
    repository: text('The repository, without a tag.'),
    tag: anything('The tag, or a digest.'),
    pullPolicy: word('When it is pulled.', ['Always', 'IfNotPresent', 'Never', ''])
  });

export const resources = open('What the container asks for, and what it may have at most.', {
  limits: open('At most.'),
  requests: open('At least.')
});

/** An object of Kubernetes' own with a name, in a list of such. */
export const named = (description: string): Schema =>
  open(description, { name: text('Its name.') }, ['name']);
