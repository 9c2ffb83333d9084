import { oneOf, quote } from '../Entry.js';
import type { Entry } from '../Entry.js';

/** Findings about texts and documents, before anything is known of their meaning. */
export const document = {
  'yaml-invalid': {
    severity: 'error',
    summary: 'A YAML or JSON document cannot be read. The other documents of the stream are.',
    message: (p: { readonly reason: string }) => `This document is not valid YAML: ${p.reason}.`,
    remedy:
      'Mend the syntax at the place shown. Indentation and unquoted special characters are the usual causes.'
  },
  'yaml-duplicate-key': {
    severity: 'error',
    summary: 'A mapping names the same key twice, so that one of the values would be lost in silence.',
    message: () => 'This mapping names a key that it has already.',
    remedy: 'Keep one of the two; where a new object begins, a line of --- is missing before it.'
  },
  'document-too-large': {
    severity: 'error',
    summary: 'A document is larger than any list of Kubernetes objects that can be read in reasonable time.',
    message: (p: { readonly bytes: number; readonly limit: number }) =>
      `This document has ${p.bytes} characters; ${p.limit} are the most that is read.`,
    remedy: 'Split it into several documents or files.'
  },
  'objects-too-many': {
    severity: 'error',
    summary: 'A text holds more objects than any cluster has. Those beyond the limit are not read.',
    message: (p: { readonly limit: number }) =>
      `This text holds more than ${p.limit} objects; those from here on are not read.`,
    remedy: 'Split it into several files.'
  },
  'text-binary': {
    severity: 'error',
    summary: 'A file holds bytes that no text holds.',
    message: () => 'This file is binary, not YAML or JSON.',
    remedy: 'Leave it out, or name the manifests themselves.'
  },
  'object-expected': {
    severity: 'error',
    summary: 'A document is a scalar or a list where a Kubernetes object is expected.',
    message: (p: { readonly found: string }) => `A Kubernetes object is expected here, not ${p.found}.`,
    remedy: 'Write apiVersion, kind and metadata at the top of the document, or put objects into a List.'
  },
  'object-foreign': {
    severity: 'warning',
    summary:
      'A document has neither kind nor apiVersion: it is no Kubernetes object (values of a chart, a package.json). It is passed over.',
    message: () => 'This is no Kubernetes object: it has neither apiVersion nor kind.',
    remedy: 'Leave the file out, or write apiVersion and kind. Charts must be rendered first (helm template).'
  },
  'kind-missing': {
    severity: 'error',
    summary: 'A document has no kind or no apiVersion.',
    message: (p: { readonly field: string }) => `This object has no ${p.field}.`,
    remedy: 'Every Kubernetes object needs apiVersion and kind.'
  },
  'kind-unknown': {
    severity: 'info',
    summary: 'An object is of a kind that does not bear on scopes. It is passed over.',
    message: (p: { readonly kind: string; readonly apiVersion: string }) =>
      `${p.kind} (${p.apiVersion}) does not bear on scopes and is passed over.`,
    remedy: 'Nothing to do, unless the kind is misspelt.'
  },
  'version-unknown': {
    severity: 'warning',
    summary: 'An object of a known kind stands in an API version that is not known. It is passed over.',
    message: (p: {
      readonly kind: string;
      readonly apiVersion: string;
      readonly known: ReadonlyArray<string>;
    }) => `${p.kind} is read in ${oneOf(p.known)}, not in ${quote(p.apiVersion)}.`,
    remedy: 'Use one of the versions named.'
  },
  'name-missing': {
    severity: 'error',
    summary: 'An object has no metadata.name.',
    message: (p: { readonly kind: string }) => `This ${p.kind} has no metadata.name.`,
    remedy: 'Give it a name; generateName is resolved by the API server only.'
  },
  'field-invalid': {
    severity: 'error',
    summary: 'A field holds a value of the wrong type. The object is left out, or the default holds.',
    message: (p: {
      readonly field: string;
      readonly expected: string;
      readonly found: string;
      readonly effect:
        'The object is left out.' | 'The default holds.' | 'The entry is left out.' | 'The time is left out.';
    }) => `${p.field} must be ${p.expected}, not ${p.found}. ${p.effect}`,
    remedy: 'Mend the value.'
  },
  'field-unknown': {
    severity: 'warning',
    summary: 'A field that does not exist. It has no effect.',
    message: (p: { readonly field: string; readonly suggestion: string | undefined }) =>
      `There is no field ${quote(p.field)} here; it has no effect.` +
      (p.suggestion === undefined ? '' : ` Did you mean ${quote(p.suggestion)}?`),
    remedy: 'Mend the name, or remove the field.'
  },
  'placeholder-left': {
    severity: 'error',
    summary:
      'A placeholder of a copied sample, such as {{your_port}}, was never replaced. The field is ignored.',
    message: (p: { readonly placeholder: string }) =>
      `${p.placeholder} is a placeholder that was never replaced.`,
    remedy: 'Write your own value here.'
  },
  'object-duplicate': {
    severity: 'error',
    summary: 'Two objects have the same kind, namespace and name. One of them is used.',
    message: (p: { readonly object: string }) =>
      `There can be only one ${p.object}; one of these is ignored.`,
    remedy: 'Remove one of them. An API server holds only one, so a folder that holds two is ambiguous.'
  }
} as const satisfies Readonly<Record<string, Entry>>;
