<#-- Figures as SVG that follows the style sheet: drawn on the server, legible without scripts. -->

<#macro lineChart of>
<#local frame = of.frame words = of.words middle = (of.frame.left + of.frame.right) / 2>
<svg class="chart<#if frame.width gt 400> wide</#if>" viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-labelledby="${words.id}-title" aria-describedby="${words.id}-description">
<title id="${words.id}-title">${words.title}</title>
<desc id="${words.id}-description">${words.description}</desc>
<text class="heading" x="0" y="14">${words.title}</text>
<#list of.yTicks as tick>
<path class="<#if tick?is_first>base<#else>grid</#if>" d="M${frame.left} ${tick.at}H${frame.right}"/>
<text class="end" x="${frame.left - 6}" y="${tick.at}" dy="0.35em">${tick.text}</text>
</#list>
<#list of.xTicks as tick>
<path class="base" d="M${tick.at} ${frame.bottom}v4"/>
<text class="middle" x="${tick.at}" y="${frame.bottom + 19}">${tick.text}</text>
</#list>
<text class="middle" x="${middle}" y="${frame.bottom + 40}">${words.horizontal}</text>
<#if of.mark??>
<path class="mark" d="M${of.mark.at} ${frame.top - 4}V${frame.bottom}"/>
<text<#if of.mark.at gt middle> class="end"</#if> x="${of.mark.at}" y="${frame.top - 8}">${of.mark.text}</text>
</#if>
<#list of.lines as line>
<g class="series s${line.colour}<#if line.dashed> dashed</#if>">
<path d="${line.path}"/>
<#list line.dots as dot>
<circle<#if dot.marked> class="marked"</#if> cx="${dot.x}" cy="${dot.y}" r="<#if dot.marked>4.5<#else>2.5</#if>"/>
</#list>
<#if line.name?has_content><text x="${line.nameX}" y="${line.nameY}" dy="0.35em">${line.name}</text></#if>
</g>
</#list>
</svg>
</#macro>

<#macro heatChart of>
<#local frame = of.frame words = of.words middle = (of.frame.left + of.frame.right) / 2>
<svg class="chart" viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-labelledby="${words.id}-title" aria-describedby="${words.id}-description">
<title id="${words.id}-title">${words.title}</title>
<desc id="${words.id}-description">${words.description}</desc>
<text class="heading" x="0" y="14">${words.title}</text>
<text x="0" y="33">↑ ${of.vertical}</text>
<g class="cells">
<#list of.cells + of.bar as cell>
<rect class="h${cell.step}" x="${cell.x}" y="${cell.y}" width="${cell.width}" height="${cell.height}"/>
</#list>
</g>
<#if of.originX??><path class="mark" d="M${of.originX} ${frame.top}V${frame.bottom}"/></#if>
<#if of.originY??><path class="mark" d="M${frame.left} ${of.originY}H${frame.right}"/></#if>
<#list of.yTicks as tick>
<path class="base" d="M${frame.left} ${tick.at}h-4"/>
<text class="end" x="${frame.left - 7}" y="${tick.at}" dy="0.35em">${tick.text}</text>
</#list>
<#list of.xTicks as tick>
<path class="base" d="M${tick.at} ${frame.bottom}v4"/>
<text class="middle" x="${tick.at}" y="${frame.bottom + 17}">${tick.text}</text>
</#list>
<text class="middle" x="${middle}" y="${frame.bottom + 36}">→ ${words.horizontal}</text>
<#list of.barTicks as tick>
<text x="${frame.right + 27}" y="${tick.at}" dy="0.35em">${tick.text}</text>
</#list>
</svg>
</#macro>

<#macro drawing of>
<#if of.lines??><@lineChart of=of.lines/><#else><@heatChart of=of.heat/></#if>
</#macro>
