package dev.sitefailover.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * An annotation and where it stands.
 *
 * @param where the method or class, for people
 */
record Declared<A extends Annotation>(A annotation, String where) {

    /** The nearest one: on the method, its class, or a class around it. */
    static <A extends Annotation> Optional<Declared<A>> nearest(ExtensionContext context, Class<A> type) {
        for (AnnotatedElement element : around(context)) {
            Optional<A> found = AnnotationSupport.findAnnotation(element, type);
            if (found.isPresent()) {
                return Optional.of(new Declared<>(found.get(), name(element)));
            }
        }
        return Optional.empty();
    }

    /** The one on the method. */
    static <A extends Annotation> Optional<A> onMethod(ExtensionContext context, Class<A> type) {
        return context.getTestMethod().flatMap(method -> AnnotationSupport.findAnnotation(method, type));
    }

    /** All of them, those of the outermost class first. */
    static <A extends Annotation> List<Declared<A>> all(ExtensionContext context, Class<A> type) {
        List<Declared<A>> found = new ArrayList<>();
        List<AnnotatedElement> elements = around(context);
        for (int i = elements.size() - 1; i >= 0; i--) {
            AnnotatedElement element = elements.get(i);
            for (A annotation : AnnotationSupport.findRepeatableAnnotations(element, type)) {
                found.add(new Declared<>(annotation, name(element)));
            }
        }
        return found;
    }

    /** By the contexts, not by the classes: an inherited nested class is around what its heir says it is. */
    private static List<AnnotatedElement> around(ExtensionContext context) {
        Set<AnnotatedElement> elements = new LinkedHashSet<>();
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            at.get().getElement().ifPresent(elements::add);
            at = at.get().getParent();
        }
        return List.copyOf(elements);
    }

    private static String name(AnnotatedElement element) {
        if (element instanceof Method method) {
            return method.getDeclaringClass().getSimpleName() + "." + method.getName();
        }
        return element instanceof Class<?> type ? type.getSimpleName() : element.toString();
    }

    /** For what is wrong with it. */
    ExtensionConfigurationException wrong(String shown, String what) {
        return new ExtensionConfigurationException(shown + " on " + where + ": " + what);
    }
}
