import { jest } from '@jest/globals';
import { feedContract } from '../contract.js';
import { kafkaScene } from './kafka-feed-scene.fixture.js';

jest.setTimeout(120_000);

feedContract('Apache Kafka, with the ledger in PostgreSQL', () => kafkaScene());
