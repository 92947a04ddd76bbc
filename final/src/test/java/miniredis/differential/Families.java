package miniredis.differential;

import module java.base;

/** Every family there is a grammar for. Commands that our server does not have are left out. */
final class Families {

  static final List<Family> ALL =
      List.of(
          ConnectionGrammar.family(),
          ServerGrammar.family(),
          GenericGrammar.family(),
          StringGrammar.family(),
          BitmapGrammar.family(),
          ListGrammar.family(),
          HashGrammar.family(),
          SetGrammar.family(),
          SortedSetGrammar.family(),
          LexicalGrammar.family(),
          GeoGrammar.family(),
          HyperLogLogGrammar.family(),
          StreamGrammar.family(),
          TransactionGrammar.family());

  private Families() {}
}
