package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import miniredis.bytes.Bytes;
import miniredis.command.Accounts;
import miniredis.command.Call;
import miniredis.command.User;
import org.junit.jupiter.api.Test;

/** Whom AUTH, HELLO and RESET make of a client, where there is more than one user. */
class ConnectionCommandsTest {

  private record Person(Bytes name, boolean isOpen) implements User {}

  private static final Person NOBODY = new Person(Accounts.DEFAULT, true);
  private static final Person ANN = new Person(Bytes.of("ann"), false);

  /** Ann's password is her name; the default user has none. */
  private static final Accounts TWO_USERS =
      new Accounts() {
        @Override
        public User first() {
          return NOBODY;
        }

        @Override
        public User find(Bytes name) {
          return name.equals(ANN.name()) ? ANN : name.equals(NOBODY.name()) ? NOBODY : null;
        }

        @Override
        public User logIn(Call call, Bytes name, Bytes password) {
          return name.equals(NOBODY.name()) || password.equals(name) ? find(name) : null;
        }
      };

  private final Playground redis =
      new Playground(NOBODY, new ConnectionCommands(TWO_USERS, "7.0.15")::addTo);

  private void expectUser(String name) {
    assertThat(redis.client().user().name().text()).isEqualTo(name);
  }

  @Test
  void authMakesTheClientAnotherUser() {
    redis.expect("AUTH ann ann", "+OK");
    expectUser("ann");
    redis.expect("AUTH default anything", "+OK");
    expectUser("default");
  }

  @Test
  void aWrongPasswordLeavesTheUserAsItWas() {
    redis.expect("AUTH ann ann", "+OK");
    redis.expect("AUTH ann bob", "-WRONGPASS invalid username-password pair or user is disabled.");
    expectUser("ann");
  }

  @Test
  void helloLogsInAsTheUserItNames() {
    assertThat(redis.ask("HELLO 3 AUTH ann ann")).startsWith("%7 ");
    expectUser("ann");
  }

  @Test
  void resetMakesTheClientTheDefaultUserAgain() {
    redis.expect("AUTH ann ann", "+OK");
    redis.expect("RESET", "+RESET");
    expectUser("default");
  }
}
