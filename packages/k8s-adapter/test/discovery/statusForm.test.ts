import type { JsonObject } from '@meshfence/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/Client.js';
import { fullForm, inForm, statusForm } from '../../src/discovery/statusForm.js';
import { custom, FakeApi } from '../support/FakeApi.js';

const apiVersion = 'microservice.slime.io/v1alpha1';

let api: FakeApi;
let client: Client;

beforeEach(async () => {
  api = await FakeApi.start();
  client = api.connect();
});

afterEach(async () => {
  await client.close();
  await api.stop();
});

const describedBy = (status: JsonObject): void => {
  const fence = {
    'x-kubernetes-group-version-kind': [
      { group: 'microservice.slime.io', kind: 'ServiceFence', version: 'v1alpha1' }
    ],
    properties: { status }
  };
  const schemas = {
    'io.slime.Other': { properties: { status: { properties: {} } } },
    'io.slime.Fence': fence
  };
  const fences = custom('microservice.slime.io', 'ServiceFence', ['v1alpha1']);
  api.serve({ ...fences, schema: { components: { schemas } } });
};

const domains = (type: string): JsonObject => ({
  domains: { additionalProperties: { properties: { status: { type } } } },
  metricStatus: {}
});

const status = {
  domains: { 'a.example': { hosts: ['a.example'], status: 'EXPIREWAIT' }, 'b.example': { status: 'ACTIVE' } },
  metricStatus: { 'a.example': '1' },
  conditions: []
};

test("Slime's own definition takes numbers, and cuts off what it does not know", async () => {
  describedBy({ properties: domains('integer') });
  const form = await statusForm(client, apiVersion);
  expect(form).toEqual({ numbers: true, fields: new Set(['domains', 'metricStatus']) });
  expect(inForm(form, status)).toEqual({
    domains: { 'a.example': { hosts: ['a.example'], status: 1 }, 'b.example': { status: 0 } },
    metricStatus: { 'a.example': '1' }
  });
});

test('a definition that keeps what it does not know takes all', async () => {
  describedBy({ properties: domains('string'), 'x-kubernetes-preserve-unknown-fields': true });
  const form = await statusForm(client, apiVersion);
  expect(form).toEqual(fullForm);
  expect(inForm(form, status)).toEqual(status);
});

test('a server that describes nothing is taken at its best', async () => {
  expect(await statusForm(client, apiVersion)).toEqual(fullForm);
  api.fail({ times: 1, trouble: { status: 403 } });
  expect(await statusForm(client, apiVersion)).toEqual(fullForm);
});

test('a server that is in trouble is an error: nothing is guessed', async () => {
  api.fail({ times: 1, trouble: { status: 500 } });
  await expect(statusForm(client, apiVersion)).rejects.toMatchObject({ status: 500 });
});
