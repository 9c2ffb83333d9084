import { sightingEdges } from '@meshfence/core';
import { divided } from '../query/divided.js';
import { allSightings, newSightings, sightingPart, sightingParts } from '../query/sightings.js';
import type { Asking } from './counterQuestion.js';
import { outcomeOf } from './Question.js';
import type { Question } from './Question.js';
import { looking } from './Reach.js';

/** What any number of receivers of access logs have seen. */
export const sightingQuestion = (asking: Pick<Asking, 'source' | 'prometheus' | 'reach'>): Question => {
  const { prometheus, reach, source } = asking;
  const look = looking(reach);
  const ask = divided();
  return {
    name: 'sightings',
    ask: async ({ at, signal, tell }) => {
      const back = look.back(at);
      const which = look.isBehind(at) ? allSightings : newSightings;
      const answer = await ask(promql => prometheus.query(promql, signal), {
        of: part => which(back, part),
        parts: sightingParts(back),
        label: sightingPart
      });
      const { edges, unmade, unused } = sightingEdges(answer.samples, { source, at });
      tell({ edges, unmade });
      look.answered(at, answer.isComplete);
      return outcomeOf(answer, edges.length, unused);
    }
  };
};
