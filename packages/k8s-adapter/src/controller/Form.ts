import type { Client } from '../client/Client.js';
import { inWords } from '../client/Refusal.js';
import { statusForm } from '../discovery/statusForm.js';
import type { StatusForm } from '../discovery/statusForm.js';
import type { Log } from '../log/Log.js';
import type { World } from '../observe/World.js';

/** What the installed definition of ServiceFence lets a status hold, as far as has been found out. */
export interface Form {
  readonly current: () => StatusForm | undefined;
  /** Asks again. Resolves in any case; whether another form is in force. */
  readonly refresh: () => Promise<boolean>;
}

const textOf = ({ fields, numbers }: StatusForm): string =>
  JSON.stringify([numbers, fields === undefined ? null : [...fields]]);

export const newForm = (client: Client, world: World, log: Log): Form => {
  let form: StatusForm | undefined;
  return {
    current: () => form,
    refresh: async () => {
      const resource = world.resource('ServiceFence');
      if (resource === undefined) return false;
      try {
        const next = await statusForm(client, resource.apiVersion);
        const isOther = form === undefined || textOf(next) !== textOf(form);
        form = next;
        if (isOther && next.fields !== undefined && !next.fields.has('lastSeen'))
          log.warn(
            "the definition of ServiceFence is Slime's: conditions and last sightings cannot be kept in it",
            {
              remedy:
                'apply the definitions that "meshfence install" prints; everything that is stored stays valid'
            }
          );
        return isOther;
      } catch (error) {
        log.debug('the definition of ServiceFence could not be looked at', { error: inWords(error) });
        return false;
      }
    }
  };
};
