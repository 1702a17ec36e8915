package org.handover.cockpit;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What the plugin says in Cockpit: {@code messages/cockpit.properties} in the reader's language. */
@Component
class Words {

    private static final String PREFIX = "cockpit.";

    /** The texts by their keys without {@code cockpit.} */
    Map<String, String> of(Locale language) {
        var bundle = ResourceBundle.getBundle(
                "messages/cockpit",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        var words = new TreeMap<String, String>();
        for (String key : bundle.keySet()) {
            words.put(key.substring(PREFIX.length()), bundle.getString(key));
        }
        words.put("language", language.getLanguage());
        return words;
    }
}
