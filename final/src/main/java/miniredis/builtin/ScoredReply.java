package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Doubles;
import miniredis.command.Call;
import miniredis.resp.BulkList;
import miniredis.resp.Reply;
import miniredis.value.ScoreCursor;
import miniredis.value.SortedSetValue;
import miniredis.value.Span;

/**
 * Members of a sorted set as replies have them, with or without their scores: pairs in RESP3, and
 * in RESP2 one after the other.
 */
final class ScoredReply {

  private final boolean withScores;
  private final boolean pairs;

  /** The same list as the other where all are bulk strings, else null. */
  private final BulkList bulks;

  private final List<Reply> items;

  ScoredReply(Call call, int members, boolean withScores) {
    this(
        members,
        withScores,
        withScores && call.client().protocol() > 2,
        !withScores || call.client().protocol() == 2);
  }

  /** With scores, in pairs or not whatever the protocol is. */
  ScoredReply(int members, boolean pairs) {
    this(members, true, pairs, false);
  }

  private ScoredReply(int members, boolean withScores, boolean pairs, boolean allBulks) {
    this.withScores = withScores;
    this.pairs = pairs;
    bulks = allBulks ? BulkList.ofAbout(withScores ? 2L * members : members) : null;
    items = allBulks ? bulks : new ArrayList<>(withScores && !pairs ? 2 * members : members);
  }

  /** The members of these ranks, from either end. */
  static Reply of(Call call, SortedSetValue set, RangeQuery query) {
    Span ranks = query.in(set);
    return new ScoredReply(call, ranks.size(), query.withScores())
        .addAll(set, ranks, query.reversed())
        .reply();
  }

  ScoredReply addAll(SortedSetValue set, Span ranks, boolean reversed) {
    if (ranks.size() == 0) return this;
    ScoreCursor at = set.cursor(reversed ? ranks.to() - 1 : ranks.from());
    for (int i = 0; i < ranks.size(); i++) {
      if (bulks == null) add(at.member(), at.score());
      else bulk(at);
      if (reversed) at.previous();
      else at.next();
    }
    return this;
  }

  private void bulk(ScoreCursor at) {
    at.member(bulks);
    if (withScores) bulks.append(Bytes.of(Doubles.seventeenDigits(at.score())));
  }

  ScoredReply add(Bytes member, double score) {
    if (bulks != null) {
      bulks.append(member);
      if (withScores) bulks.append(Bytes.of(Doubles.seventeenDigits(score)));
    } else if (pairs) {
      items.add(Reply.array(Reply.bulk(member), new Reply.Double(score)));
    } else {
      Collections.addAll(items, Reply.bulk(member), new Reply.Double(score));
    }
    return this;
  }

  Reply reply() {
    return Reply.array(items);
  }
}
