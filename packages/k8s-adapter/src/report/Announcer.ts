import { keyOf } from '@meshfence/core';
import type { Verdict } from '../compile/verdicts.js';
import type { Standing } from '../configure/Configuration.js';
import { isConcerned } from '../configure/isConcerned.js';
import type { SlimeBoots } from '../configure/SlimeBoots.js';
import { kinds, preferred } from '../discovery/kinds.js';
import type { Wanted } from '../discovery/Resource.js';
import { fingerprint } from '../json.js';
import type { World } from '../observe/World.js';
import { camelCase } from './camelCase.js';
import type { Problem } from './Problem.js';
import type { Recorder } from './recorder.js';
import type { Regarding, Report } from './Report.js';

/** Tells users of objects what has become of them, as Events. */
export interface Announcer {
  readonly refused: (key: string, verdict: Verdict | undefined) => void;
  readonly unreadable: (key: string, why: string) => void;
  readonly problem: (key: string, problem: Problem) => void;
  /** Something is in the way of what belongs to no fence: the SlimeBoot that asks for it hears of it. */
  readonly obstacle: (standing: Standing, obstacle: Problem) => void;
  readonly configuration: (standing: Standing) => void;
  /** A Sidecar of Slime's has become a fence's, by `namespace/name`. */
  readonly adopted: (key: string) => void;
}

const regarding = (wanted: Wanted, key: string, uid: string | undefined): Regarding => {
  const { apiVersion, kind } = preferred(wanted);
  const [namespace = '', name = ''] = key.split('/');
  return { apiVersion, kind, namespace, name, uid };
};

const regardingFence = ({ fences }: World, key: string): Regarding =>
  regarding(kinds.ServiceFence, key, fences.get(key)?.uid);

/** Those SlimeBoots that are in force, or that keep what is written from being in force. */
const regardingSlimeBoots = (slimeBoots: SlimeBoots, standing: Standing): ReadonlyArray<Regarding> =>
  slimeBoots
    .keys()
    .filter(key => isConcerned(standing, key))
    .map(key => regarding(kinds.SlimeBoot, key, slimeBoots.get(key)?.uid));

const regardingSlimeBoot = ({ config }: Standing): Regarding | undefined =>
  config?.meta === undefined ? undefined : regarding(kinds.SlimeBoot, keyOf(config.meta), config.meta.uid);

const action = 'Reconciling';

const configurationReport = ({
  config,
  diagnostics,
  isCurrent
}: Standing): Pick<Report, 'type' | 'reason' | 'note'> => {
  if (isCurrent)
    return { type: 'Normal', reason: 'ConfigurationInForce', note: 'This configuration is in force.' };
  const first = diagnostics.find(({ severity }) => severity === 'error');
  const kept = config === undefined ? 'There is none before it' : 'The last good configuration stays';
  return {
    type: 'Warning',
    reason: 'ConfigurationInvalid',
    note: `${kept}: ${first?.message ?? ''} ${first?.remedy ?? ''}`
  };
};

/** `isSilent` holds while another replica leads: it is the one who tells. */
export const newAnnouncer = (
  world: World,
  slimeBoots: SlimeBoots,
  recorder: Recorder,
  isSilent: () => boolean
): Announcer => {
  const warn = (about: Regarding, reason: string, note: string): void => {
    if (!isSilent()) recorder.record({ regarding: about, type: 'Warning', reason, action, note });
  };
  let told = '';
  return {
    refused: (key, verdict) => {
      const { findings = [], scope } = verdict ?? {};
      if (scope?.refusal === undefined || scope.refusal === 'disabled') return;
      const finding = findings.find(({ code }) => code === scope.refusal) ?? findings[0];
      if (finding === undefined) return;
      warn(regardingFence(world, key), camelCase(scope.refusal), `${finding.message} ${finding.remedy}`);
    },
    unreadable: (key, why) => warn(regardingFence(world, key), 'Unreadable', why),
    problem: (key, { message, reason }) => warn(regardingFence(world, key), reason, message),
    obstacle: (standing, { message, reason }) => {
      const slimeBoot = regardingSlimeBoot(standing);
      if (slimeBoot !== undefined) warn(slimeBoot, reason, message);
    },
    configuration: standing => {
      const all = regardingSlimeBoots(slimeBoots, standing);
      const report = configurationReport(standing);
      const text = fingerprint([report.note, ...all.map(({ uid = '' }) => uid)]);
      if (isSilent() || text === told) return;
      told = text;
      for (const each of all) recorder.record({ ...report, regarding: each, action });
    },
    adopted: key => {
      if (isSilent()) return;
      const note = `Sidecar ${key}, which Slime made, is meshfence's now.`;
      recorder.record({
        regarding: regardingFence(world, key),
        type: 'Normal',
        reason: 'Adopted',
        action,
        note
      });
    }
  };
};
