<#import "layout.ftl" as layout>
<#import "parts.ftl" as parts>

<@layout.page title="How it was made" current="run">
<h1>How this run was made</h1>
<#if !page.sandboxed>
<p class="alarm" role="note"><b>Submissions ran without isolation.</b> Their code could read and change files and use the network of the machine, other submissions and these results included. Run with bubblewrap or Docker before you rank code you did not write.</p>
</#if>

<h2 id="warnings">Warnings</h2>
<#if page.warnings?has_content>
<ul class="notices">
<#list page.warnings as warning><li>${warning}</li></#list>
</ul>
<#else>
<p class="explain">None.</p>
</#if>

<div class="columns">
<section>
<h2 id="run">Run</h2>
<@parts.facts of=page.run/>
</section>
<section>
<h2 id="data">Data and budget</h2>
<@parts.facts of=page.data/>
<h2 id="machine">Engine and machine</h2>
<@parts.facts of=page.machine/>
</section>
</div>

<h2 id="plugins">Plugins</h2>
<@layout.scroll label="Plugins">
<table class="sortable">
<thead>
<tr><th scope="col">Plugin</th><th scope="col">Version</th><th scope="col">Provider</th><th scope="col">From</th><th scope="col">Jar and SHA-256</th></tr>
</thead>
<tbody>
<#list page.plugins as plugin>
<tr>
<th scope="row"><code>${plugin.id}</code></th>
<td>${plugin.version}</td>
<td>${plugin.provider}</td>
<td>${plugin.builtIn?then("distribution", "drop-in")}</td>
<td><code>${plugin.jar}</code><br><code class="hash">${plugin.sha256}</code><#if plugin.signedBy?has_content><br>signed by ${plugin.signedBy}</#if></td>
</tr>
</#list>
</tbody>
</table>
</@layout.scroll>

<h2 id="scores">How scores are computed</h2>
<p>For <var>N</var> images, attacks <var>A</var>, of which <var>T</var> are targeted, and defenses <var>D</var>. Everything is kept as a count; <code>results.json</code> has them all.</p>
<dl class="terms">
<dt>Defense</dt><dd>raw = Σ over attacks of the images it classified correctly; score = raw ∕ (|<var>A</var>| · <var>N</var>), without the attacks that did not run on it.</dd>
<dt>Attack</dt><dd>raw = Σ over defenses of the images they misclassified; for an attack in <var>T</var>, of the images they classified as its target; score = raw ∕ (|<var>D</var>| · <var>N</var>), without the images on which the defense failed.</dd>
<dt>Worst case</dt><dd>The share of images a defense classified correctly clean and under every attack that counts for it.</dd>
<dt>Interval</dt><dd>Wilson's score interval at 95 %: for <var>k</var> of <var>n</var> and <var>z</var> = 1.96, (<var>k</var> + <var>z</var>²∕2 ± <var>z</var> √(<var>k</var>(<var>n</var> − <var>k</var>)∕<var>n</var> + <var>z</var>²∕4)) ∕ (<var>n</var> + <var>z</var>²).</dd>
<dt>Rank</dt><dd>By score. Neighbours that a paired test on the same images cannot tell apart share a rank, marked “=”. An image speaks for the defense that is right on it under more of the attacks both met; with one attack, that is McNemar's test.</dd>
<dt>Rejection</dt><dd>A defense may call an image adversarial instead of naming its class. That is right on an attacked image and wrong on a clean one.</dd>
</dl>
<h3>What is scored</h3>
<p>Not what an attack returns, but what is left of it after the harness's check of shape, type, range and distance: an image outside the budget is moved back into it and counted as clipped.<#if page.rounded> In this run images were then rounded to 8 bits inside the budget, as the PNG files of NIPS 2017 were.<#else> In this run images were scored as 32-bit floats, without rounding.</#if> Distances on these pages (${page.norm}) are those of the scored images.</p>
<h3>When something fails</h3>
<ul>
<li>Every cell accounts for all <var>N</var> images; none vanishes.</li>
<li>An attack that fails on a batch (it throws, hangs, or returns a wrong shape or NaN) leaves the clean images there, and wins none of them.</li>
<li>A defense that fails on a batch is wrong on it.</li>
<li>A cell where nothing could run is marked failed: zero for the side at fault, and left out of the other's score.</li>
<li>A pair that cannot meet, as a white-box attack and a defense without gradients, is marked n/a and left out of both scores.</li>
</ul>
</@layout.page>
