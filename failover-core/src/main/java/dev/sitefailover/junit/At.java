package dev.sitefailover.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which site a parameter of type {@code SimulatedSite} or {@code Site} is: {@code @At("secondary") SimulatedSite target}. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(SimulationExtension.class)
@SuppressWarnings("exports") // the extension is hidden on purpose
public @interface At {

    /** The site's id. */
    String value();
}
