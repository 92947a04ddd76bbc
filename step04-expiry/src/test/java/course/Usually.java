package course;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What it usually means when this test fails, in a sentence or two for somebody who has just typed
 * the code. It stands below the failure. On a class it is for all tests that say nothing
 * themselves.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Usually {
  String value();
}
