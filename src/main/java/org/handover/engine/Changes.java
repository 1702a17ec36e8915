package org.handover.engine;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Which handovers this node has changed since somebody asked last. Only what is committed counts as changed. */
@Component
public class Changes {

    private final Set<Reference> marked = ConcurrentHashMap.newKeySet();

    void mark(Reference reference) {
        marked.add(reference);
    }

    /** The handovers changed since the last call; each change is given to one caller. */
    public Set<Reference> take() {
        var taken = new HashSet<Reference>();
        for (Reference each : marked) {
            if (marked.remove(each)) {
                taken.add(each);
            }
        }
        return taken;
    }
}
