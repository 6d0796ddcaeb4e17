package dev.vermilion.engine.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs each test of a class on every Redis at hand: on the embedded engine, and on a real Redis from Docker or else from
 * the {@code redis-server} on the PATH. What is missing shows as skipped tests that name what to install.
 *
 * <p>Test methods, constructors and lifecycle methods may take a {@link RedisServer}. It is shared by all tests of the
 * JVM and emptied before each test, so tests that use it do not run in parallel.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(EveryRedisExtension.class)
public @interface EveryRedis {}
