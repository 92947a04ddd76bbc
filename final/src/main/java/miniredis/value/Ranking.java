package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/** The members of a sorted set in one of its two forms. Ranks count from 0, the lowest score. */
sealed interface Ranking permits PackedMembers, RankedMembers {

  int size();

  /** The score of a member, or NaN if it is none. */
  double score(Bytes member);

  /** Adds a member that is not there. */
  void add(Bytes member, double score);

  /** Gives a member that is there another score. */
  void change(Bytes member, double from, double to);

  boolean remove(Bytes member);

  void remove(Span ranks);

  /** The rank of a member, or -1 if it is none. */
  int rank(Bytes member);

  /** At the member of a rank; past the end if there is none. */
  ScoreCursor cursor(int rank);

  /** Which ranks a range has. */
  Span find(MemberRange range, boolean backwards);

  /** As {@link Dictionary#scan}, with the scores as text; a pack is visited in one step. */
  long scan(long cursor, BiConsumer<Bytes, Bytes> visitor);

  long footprint();

  Ranking copy();

  /** See {@link Value#frozen}; to be read by {@link #cursor} no further than from leaf to leaf. */
  Ranking frozen();
}
