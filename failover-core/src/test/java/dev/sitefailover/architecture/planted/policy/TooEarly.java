package dev.sitefailover.architecture.planted.policy;

import com.fasterxml.jackson.core.JsonFactory;
import dev.sitefailover.architecture.planted.control.Later;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Assertions;
import org.snakeyaml.engine.v2.api.Load;

/** A room that uses one after it, and libraries that are not its business. */
public interface TooEarly {
    Later later();

    CircuitBreaker breaker();

    MeterRegistry figures();

    JsonFactory json();

    Load yaml();

    Assertions junit();
}
