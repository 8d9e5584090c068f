package dev.gauntlet.harness.plugins;

import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/**
 * A plugin's own classes and libraries first, except for what must be the host's: two copies of an
 * engine cannot share its native library.
 */
final class PluginClasses extends PluginClassLoader {
  PluginClasses(PluginManager manager, PluginDescriptor descriptor, HostClasses parent) {
    super(manager, descriptor, parent);
  }

  @Override
  protected boolean shouldDelegateToParent(String className) {
    return HostClasses.isShared(className);
  }
}
