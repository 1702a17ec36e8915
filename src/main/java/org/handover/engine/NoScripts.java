package org.handover.engine;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;

/** Finds no engine for any script: the models have none, and no other model shall. Decisions are written in FEEL, which is no script. */
class NoScripts implements ScriptEngineResolver {

    @Override
    public void addScriptEngineFactory(ScriptEngineFactory factory) {
        // none is kept
    }

    @Override
    public ScriptEngineManager getScriptEngineManager() {
        return new ScriptEngineManager(null);
    }

    @Override
    public ScriptEngine getScriptEngine(String language, boolean fromCache) {
        return null;
    }
}
