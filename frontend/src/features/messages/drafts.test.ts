import { afterEach, expect, it } from 'vitest';
import { session, type Viewer } from '../../app/session.svelte';
import { draftOf, keepDraft } from './drafts';

const signIn = (id: string) => (session.viewer = { user: { id } } as Viewer);

afterEach(() => (session.viewer = null));

it('keeps what is written to each, until it is nothing', () => {
  signIn('anna');
  keepDraft('one', { subject: 'Your order', body: '' });
  expect(draftOf('one').subject).toBe('Your order');
  expect(draftOf('other')).toEqual({ subject: '', body: '' });
  keepDraft('one', { subject: '', body: '' });
  expect(draftOf('one').subject).toBe('');
});

it('shows nobody else’s', () => {
  signIn('anna');
  keepDraft('one', { subject: '', body: 'between us' });
  signIn('ben');
  expect(draftOf('one').body).toBe('');
});
