/** What happens to messages, followed once for every part of the page, and how many are unread. */
import { formatCount } from '$lib/format/numbers';
import { liveEvents, liveQuery } from '$lib/graphql/live.svelte';
import { m } from '$lib/paraglide/messages';
import { MessageEvents, Unread, type Message } from './queries';

const MOST = 10_000;

class Post {
  unread = $state(0);
  /** The newest event; without a message, everything is to be read again. */
  last = $state.raw<{ seq: number; message: Message | null }>();

  /** What the rooms say, if any: “5 unread”. */
  get badge() {
    if (!this.unread) return undefined;
    const count = formatCount(this.unread, this.unread < MOST);
    return { count, text: m.messages_unread_count({ count }) };
  }
}

export const post = new Post();

/** Follows messages for as long as the component lives. */
export function followPost() {
  const asked = liveQuery(() => ({ query: Unread, variables: {} }));
  let after = $state<number>();
  $effect(() => {
    if (!asked.data) return;
    post.unread = asked.data.unreadMessages;
    after ??= asked.data.messages.seq;
  });
  liveEvents(
    () => ({ query: MessageEvents, variables: { after }, pause: after === undefined }),
    ({ messageEvents: { seq, message } }) => {
      post.last = { seq, message };
      if (!message || message.direction === 'INCOMING') asked.refetch();
    },
  );
}

/** Runs `read` when something happens to a message that is `ours`, or when events were lost. */
export function onPost(ours: (message: Message) => boolean, read: () => void) {
  let seen = post.last?.seq;
  $effect(() => {
    const last = post.last;
    if (!last || last.seq === seen) return;
    seen = last.seq;
    if (!last.message || ours(last.message)) read();
  });
}
