import type { Config } from '../../model/Config.js';
import { whyInvalidNamespace } from '../../model/Host.js';
import type { Resource } from '../../model/Resource.js';
import { receiverBudget, receiverService } from './companions.js';
import { receiverDeployment } from './deployment.js';
import { receiverOf } from './Receiver.js';
import { receiverAccount, receiverRights } from './rights.js';

/** The receivers of access logs, as the SlimeBoot describes them; nothing where it does not, or where they cannot be. */
export const receiverResources = (config: Config): ReadonlyArray<Resource> => {
  const { accessLogReceiver, global } = config;
  if (accessLogReceiver === undefined || whyInvalidNamespace(global.slimeNamespace) !== undefined) return [];
  const receiver = receiverOf(config, accessLogReceiver);
  return [
    receiverAccount(receiver),
    ...receiverRights(receiver),
    receiverService(receiver),
    ...receiverBudget(receiver),
    receiverDeployment(receiver)
  ];
};
