<#import "layout.ftl" as layout>
<#import "parts.ftl" as parts>
<#assign attack = page.summary>

<@layout.page title=attack.title>
<p class="kind"><a href="../index.html#<#if attack.targeted>targeted<#else>attacks</#if>"><#if attack.targeted>Targeted attack<#else>Attack</#if></a></p>
<h1>${attack.title} <code class="id">${attack.id}</code></h1>
<#if page.description?has_content><p class="lead">${page.description}</p></#if>
<@parts.citation of=page.citation/>
<p class="citation"><span class="label">Plugin</span> <a href="../run.html#plugins"><code>${page.plugin}</code></a>, attack <code>${page.attack}</code></p>

<dl class="figures">
<div><dt>Rank</dt><dd>${attack.rank} <span class="of">of ${page.rivals} <#if attack.targeted>targeted<#else>untargeted</#if></span></dd></div>
<div><dt><#if attack.targeted>Target hit<#else>Misclassified</#if></dt><dd>${attack.score} % <span class="of">${attack.counts}</span></dd></div>
<div><dt>Access</dt><dd>${attack.access.title}</dd></div>
<div><dt>Own time</dt><dd>${attack.time}</dd></div>
</dl>
<#if attack.notes?has_content>
<ul class="notices">
<#list attack.notes as note><li><b>${note.text?cap_first}.</b> ${note.explanation}</li></#list>
</ul>
</#if>

<div class="columns">
<section>
<h2 id="access">Access and sources</h2>
<p>${attack.access.title}: ${attack.access.explanation}</p>
<#if page.sources?has_content>
<ul><#list page.sources as source><li>${source}</li></#list></ul>
</#if>
</section>
<section>
<h2 id="parameters">Parameters</h2>
<#if page.parameters?has_content><@parts.facts of=page.parameters/><#else><p class="explain">It has none.</p></#if>
</section>
</div>

<h2 id="cells">Against each defense</h2>
<@layout.scroll label="${attack.title} against each defense">
<table class="sortable cells">
<thead>
<tr>
<th scope="col">Defense</th>
<@parts.cellHeadings rejects=page.anyRejects targeted=attack.targeted queries=page.anyQueries norm=page.norm/>
</tr>
</thead>
<tbody>
<#list page.cells as cell>
<tr id="cell-${cell.id}">
<th scope="row"><a href="../defenses/${cell.id}.html">${cell.title}</a></th>
<@parts.cellColumns cell=cell rejects=page.anyRejects targeted=attack.targeted queries=page.anyQueries/>
</tr>
</#list>
</tbody>
</table>
</@layout.scroll>

<@parts.failures of=page.cells heading="What failed or could not run"/>

<h2 id="samples">Samples</h2>
<@parts.samples of=page.samples/>
</@layout.page>
